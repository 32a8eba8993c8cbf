package io.tessera.provisioning.internal.delivery;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.GeneratedValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values of one target in memory. */
final class FakeGeneratedValues implements GeneratedValues {
  private final Map<ResourceId, Map<String, String>> values = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  void take(String attribute, String value) {
    taken.add(attribute + " " + value);
  }

  @Override
  public Map<String, String> of(UUID target, ResourceId resource) {
    return Map.copyOf(values.getOrDefault(resource, Map.of()));
  }

  @Override
  public Optional<String> reserve(
      UUID target, String attribute, ResourceId resource, Iterator<String> candidates) {
    while (candidates.hasNext()) {
      String candidate = candidates.next();
      if (taken.add(attribute + " " + candidate)) {
        values.computeIfAbsent(resource, r -> new HashMap<>()).put(attribute, candidate);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  @Override
  public void release(UUID target, ResourceId resource) {
    Optional.ofNullable(values.remove(resource))
        .ifPresent(all -> all.forEach((attribute, value) -> taken.remove(attribute + " " + value)));
  }

  @Override
  public void giveUp(UUID target, ResourceId resource) {
    values.remove(resource);
  }
}

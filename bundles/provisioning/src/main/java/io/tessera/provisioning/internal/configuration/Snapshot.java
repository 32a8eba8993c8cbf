package io.tessera.provisioning.internal.configuration;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The whole configuration as it was at one version. Immutable. */
public final class Snapshot {
  private final long version;
  private final Map<UUID, IdentityProvider> identityProviders = new LinkedHashMap<>();
  private final Map<UUID, TargetConfiguration> targets = new LinkedHashMap<>();

  Snapshot(
      long version, List<IdentityProvider> identityProviders, List<TargetConfiguration> targets) {
    this.version = version;
    identityProviders.forEach(i -> this.identityProviders.put(i.id(), i));
    targets.forEach(t -> this.targets.put(t.target().id(), t));
  }

  public long version() {
    return version;
  }

  public List<IdentityProvider> identityProviders() {
    return List.copyOf(identityProviders.values());
  }

  public Optional<IdentityProvider> identityProvider(UUID id) {
    return Optional.ofNullable(identityProviders.get(id));
  }

  public Optional<IdentityProvider> identityProvider(String name) {
    return identityProviders.values().stream().filter(i -> i.name().equals(name)).findFirst();
  }

  public List<TargetConfiguration> targets() {
    return List.copyOf(targets.values());
  }

  public Optional<TargetConfiguration> target(UUID id) {
    return Optional.ofNullable(targets.get(id));
  }

  /**
   * The targets a change of a resource goes to. Until service providers select their own, all
   * active targets whose policy map covers the type.
   */
  public List<UUID> selectedFor(ResourceType type) {
    return targets.values().stream()
        .filter(t -> t.active() && t.policyMap().covers(type))
        .map(t -> t.target().id())
        .toList();
  }
}

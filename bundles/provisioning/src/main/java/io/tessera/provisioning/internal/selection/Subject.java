package io.tessera.provisioning.internal.selection;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.store.spi.Aim;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user or group it is about.
 *
 * @param attributes as the change leaves them; before it, for a deletion
 * @param groups names of all groups it belongs to; empty where nothing depends on them
 * @param aims what each target is to have; empty where nothing depends on it
 */
public record Subject(
    ResourceType type,
    ResourceId id,
    Attributes attributes,
    Set<String> groups,
    Map<UUID, Aim> aims) {
  public Subject {
    groups = Set.copyOf(groups);
    aims = Map.copyOf(aims);
  }

  /** The names of the roles it holds. */
  public Set<String> roles() {
    return attributes.get("roles").stream()
        .flatMap(roles -> roles.elements().stream())
        .flatMap(Subject::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A role may be written as its name alone. */
  private static Stream<String> name(Value role) {
    return role instanceof Value.Complex complex
        ? complex.attributes().text("value").stream()
        : Optional.of(role)
            .filter(Value.Text.class::isInstance)
            .map(text -> ((Value.Text) text).value())
            .stream();
  }

  /** The roles and groups of a user, by name; of a group, what it is called. */
  Set<String> titles() {
    if (type == ResourceType.GROUP) {
      return attributes.text("displayName").map(Set::of).orElseGet(Set::of);
    }
    Set<String> titles = new HashSet<>(groups);
    titles.addAll(roles());
    return titles;
  }

  boolean hasAccountAt(UUID target) {
    return aims.get(target) == Aim.ACCOUNT;
  }
}

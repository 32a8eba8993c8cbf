package io.tessera.provisioning.internal.roles;

import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.internal.configuration.BirthrightDocument;
import io.tessera.provisioning.internal.configuration.RoleDocument;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Configurations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles of one version of the configuration, by all they are found by, and what grants them.
 */
public final class RoleIndex {
  /** The attribute of a user that shows what it holds. */
  public static final String ATTRIBUTE = "roles";

  private final Map<String, Role> byName = new LinkedHashMap<>();
  private final Map<UUID, Role> byId = new HashMap<>();
  private final List<CompiledBirthright> birthrights;

  private RoleIndex(List<Role> roles, List<CompiledBirthright> birthrights) {
    roles.stream()
        .sorted(Comparator.comparing(Role::name))
        .forEach(
            role -> {
              byName.put(folded(role.name()), role);
              byId.put(role.id(), role);
            });
    this.birthrights = List.copyOf(birthrights);
  }

  public static RoleIndex none() {
    return new RoleIndex(List.of(), List.of());
  }

  /**
   * @param users what users may carry
   */
  public static RoleIndex load(
      Configurations configurations, ExpressionEngine expressions, ResourceSchema users) {
    List<Role> roles =
        configurations.items(RoleDocument.KIND).stream().map(RoleDocument::read).toList();
    List<CompiledBirthright> rules =
        configurations.items(BirthrightDocument.KIND).stream()
            .map(BirthrightDocument::read)
            .sorted(Comparator.comparing(BirthrightRule::name))
            .map(rule -> CompiledBirthright.lenient(rule, expressions, users))
            .toList();
    return new RoleIndex(roles, rules);
  }

  /** By name. */
  public List<Role> roles() {
    return List.copyOf(byName.values());
  }

  public Optional<Role> role(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** By its name in any case. */
  public Optional<Role> role(String name) {
    return Optional.ofNullable(byName.get(folded(name)));
  }

  /** By name; also those that are switched off. */
  public List<BirthrightRule> rules() {
    return birthrights.stream().map(CompiledBirthright::rule).toList();
  }

  public Optional<BirthrightRule> rule(UUID id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Those that may grant something. */
  List<CompiledBirthright> birthrights() {
    return birthrights.stream().filter(birthright -> birthright.rule().enabled()).toList();
  }

  /** Whether there is nothing to hold and nothing that grants. */
  public boolean isEmpty() {
    return byName.isEmpty() && birthrights.isEmpty();
  }

  /** Whether any rule asks for the groups of a user. */
  public boolean readsGroups() {
    return birthrights().stream().anyMatch(CompiledBirthright::readsGroups);
  }

  /** Roles with all that they include, by name. */
  public Set<Role> expanded(Collection<Role> held) {
    Map<String, Role> found = new HashMap<>();
    List<Role> open = new ArrayList<>(held);
    while (!open.isEmpty()) {
      Role role = open.remove(open.size() - 1);
      if (found.put(role.name(), role) == null) {
        role.includes().forEach(name -> role(name).ifPresent(open::add));
      }
    }
    return found.values().stream()
        .sorted(Comparator.comparing(Role::name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those that a role comes with: itself, and all that include it. */
  public List<Role> comingWith(Role role) {
    return byName.values().stream()
        .filter(other -> expanded(List.of(other)).contains(role))
        .toList();
  }

  /** What is held by assignments now, with all that it includes. */
  Set<Role> effective(Collection<Assignment> assignments, Instant now) {
    return expanded(
        assignments.stream()
            .filter(assignment -> assignment.isHeld(now))
            .flatMap(assignment -> role(assignment.role()).stream())
            .toList());
  }

  /** Whether who holds the role has an account at the target. */
  public boolean carries(String role, String target) {
    return role(role).filter(held -> held.targets().contains(target)).isPresent();
  }

  /** The roles a user holds, as its attributes show them: what is included is among them. */
  public List<Role> heldBy(Attributes user) {
    return names(user).flatMap(name -> role(name).stream()).distinct().toList();
  }

  /** The names of roles in a user's attributes, also of those that are not configured. */
  static Stream<String> names(Attributes user) {
    return user.get(ATTRIBUTE).stream()
        .flatMap(roles -> roles.elements().stream())
        .flatMap(role -> name(role).stream());
  }

  /** The name in one element of {@code roles}. */
  static Optional<String> name(Value role) {
    return role instanceof Value.Complex complex
        ? complex.attributes().text("value")
        : Optional.empty();
  }

  static String folded(String name) {
    return Names.fold(name);
  }
}

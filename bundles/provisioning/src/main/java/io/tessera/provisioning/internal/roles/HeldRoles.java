package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.internal.configuration.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a user's attributes show the roles it holds: each as an element of {@code roles}, and what
 * comes with them in targets as elements of {@code entitlements} whose type is the target's name.
 * Other elements of both are the clients' own.
 */
public final class HeldRoles {
  static final String ENTITLEMENTS = "entitlements";

  private final Snapshot snapshot;
  private final RoleIndex roles;

  public HeldRoles(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.roles = snapshot.roles();
  }

  /** Attributes that replace others: roles that are not mentioned at all stay. */
  public Attributes replacing(Attributes before, Attributes wanted) {
    List<Value> held = elements(before, RoleIndex.ATTRIBUTE, this::isRole);
    return wanted.get(RoleIndex.ATTRIBUTE).isPresent() || held.isEmpty()
        ? wanted
        : wanted.with(RoleIndex.ATTRIBUTE, Value.many(held));
  }

  /** A user that holds just some roles. */
  Attributes with(Attributes user, Collection<Role> held) {
    return with(
        with(user, RoleIndex.ATTRIBUTE, this::isRole, held.stream().map(HeldRoles::value).toList()),
        ENTITLEMENTS,
        this::isEntitlement,
        entitlements(held));
  }

  /**
   * @throws RejectedException MUTABILITY at {@code entitlements} when a caller adds what only roles
   *     give
   */
  void requireOwn(Attributes before, Attributes wanted) {
    List<Value> added = new ArrayList<>(elements(wanted, ENTITLEMENTS, this::isEntitlement));
    added.removeAll(elements(before, ENTITLEMENTS, this::isEntitlement));
    if (!added.isEmpty()) {
      throw RejectedException.at(
          Problem.Kind.MUTABILITY,
          AttributePath.of(ENTITLEMENTS),
          "entitlements: those whose type is the name of a target come with roles. Assign a role"
              + " that has the entitlement.");
    }
  }

  private static Attributes with(
      Attributes user, String attribute, Predicate<Value> managed, List<Value> values) {
    List<Value> all = new ArrayList<>(elements(user, attribute, managed.negate()));
    all.addAll(values);
    return user.with(attribute, Value.many(all));
  }

  private static List<Value> elements(Attributes user, String attribute, Predicate<Value> which) {
    return user.get(attribute).stream()
        .flatMap(values -> values.elements().stream())
        .filter(which)
        .toList();
  }

  private static List<Value> entitlements(Collection<Role> held) {
    Set<Value> all = new LinkedHashSet<>();
    for (Role role : held) {
      for (Role.Entitlement entitlement : role.entitlements()) {
        all.add(
            Value.complex(
                Attributes.builder()
                    .put("value", entitlement.value())
                    .put("type", entitlement.target())
                    .build()));
      }
    }
    return List.copyOf(all);
  }

  private static Value value(Role role) {
    return Value.complex(
        Attributes.builder().put("value", role.name()).put("display", role.displayName()).build());
  }

  private boolean isRole(Value value) {
    return RoleIndex.name(value).flatMap(roles::role).isPresent();
  }

  private boolean isEntitlement(Value value) {
    return value instanceof Value.Complex complex
        && complex.attributes().text("type").flatMap(snapshot::target).isPresent();
  }
}

package io.tessera.provisioning.internal.federation;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which roles and groups a sign-in gives and takes. */
final class Grants {
  private final Transaction tx;
  private final Snapshot snapshot;
  private final Claims claims;
  private final GroupSync sync;
  private final Given given;

  /**
   * @param sync what is done for an account that is there
   */
  Grants(Transaction tx, Snapshot snapshot, Claims claims, GroupSync sync, Given given) {
    this.tx = tx;
    this.snapshot = snapshot;
    this.claims = claims;
    this.sync = sync;
    this.given = given;
  }

  /**
   * What is to be done.
   *
   * @param roles names of roles to give, besides those that are held
   * @param lostRoles names of roles to take
   * @param joins groups to join
   * @param leaves groups to leave
   * @param given roles and groups of sign-ins from now on
   */
  record Step(
      Set<String> roles,
      Set<String> lostRoles,
      Set<ResourceId> joins,
      Set<ResourceId> leaves,
      Given given) {
    boolean isNothing() {
      return roles.isEmpty() && lostRoles.isEmpty() && joins.isEmpty() && leaves.isEmpty();
    }
  }

  /** For an account that is there, or empty attributes and no id for one that is to be made. */
  Step of(Optional<ResourceId> user, String domain, Attributes attributes) {
    List<Membership> memberships =
        user.map(id -> tx.memberships().groupsOf(List.of(id)).getOrDefault(id, List.of()))
            .orElse(List.of());
    Set<String> told = new LinkedHashSet<>();
    Set<ResourceId> toldGroups = new LinkedHashSet<>();
    for (String name : claims.granted()) {
      Optional<Role> role = snapshot.roles().role(name).filter(this::isGrantable);
      if (role.isPresent()) {
        told.add(role.get().name());
      } else if (snapshot.roles().role(name).isEmpty() && !claims.isProtected(name)) {
        group(name, domain, memberships).ifPresent(toldGroups::add);
      }
    }
    Set<String> held = new HashSet<>();
    snapshot.roles().heldBy(attributes).forEach(role -> held.add(role.name()));
    Set<ResourceId> member = new HashSet<>();
    memberships.stream().filter(Membership::direct).forEach(m -> member.add(m.group()));
    return step(told, toldGroups, held, member);
  }

  private Step step(
      Set<String> told, Set<ResourceId> toldGroups, Set<String> held, Set<ResourceId> member) {
    boolean takes = sync != GroupSync.MERGE && claims.tellsAllGrants();
    Set<String> roles = new LinkedHashSet<>(told);
    roles.removeAll(held);
    Set<ResourceId> joins = new LinkedHashSet<>(toldGroups);
    joins.removeAll(member);
    Set<String> ownRoles = new TreeSet<>(given.roles());
    ownRoles.retainAll(held);
    Set<String> ownGroups = new TreeSet<>(given.groups());
    ownGroups.removeIf(group -> !member.contains(ResourceId.of(group)));
    Set<String> lostRoles = new TreeSet<>();
    Set<ResourceId> leaves = new HashSet<>();
    if (takes) {
      lostRoles.addAll(ownRoles);
      lostRoles.removeAll(told);
      lostRoles.addAll(comingWith(lostRoles));
      lostRoles.removeAll(comingWith(told));
      ownGroups.stream()
          .map(ResourceId::of)
          .filter(group -> !toldGroups.contains(group))
          .forEach(leaves::add);
    }
    ownRoles.removeAll(lostRoles);
    leaves.forEach(group -> ownGroups.remove(group.toString()));
    ownRoles.addAll(sync == GroupSync.OVERRIDE ? told : roles);
    (sync == GroupSync.OVERRIDE ? toldGroups : joins)
        .forEach(group -> ownGroups.add(group.toString()));
    return new Step(roles, lostRoles, joins, leaves, given.with(ownRoles, ownGroups));
  }

  /** Roles with all they include; what is held for another reason stays all the same. */
  private Set<String> comingWith(Set<String> names) {
    List<Role> roles = names.stream().flatMap(n -> snapshot.roles().role(n).stream()).toList();
    Set<String> all = new TreeSet<>();
    snapshot.roles().expanded(roles).forEach(role -> all.add(role.name()));
    return all;
  }

  /** Neither it nor what comes with it is protected. */
  private boolean isGrantable(Role role) {
    return snapshot.roles().expanded(List.of(role)).stream()
        .noneMatch(included -> claims.isProtected(included.name()));
  }

  private Optional<ResourceId> group(String name, String domain, List<Membership> memberships) {
    String folded = Names.fold(name);
    Optional<ResourceId> already =
        memberships.stream()
            .filter(m -> m.direct() && Names.fold(m.display()).equals(folded))
            .map(Membership::group)
            .findFirst();
    return already.isPresent() ? already : found(name, domain).filter(this::isUnprotected);
  }

  private Optional<ResourceId> found(String name, String domain) {
    Filter byName =
        new Filter.Compare(AttributePath.of("displayName"), Filter.Operator.EQ, Value.text(name));
    return tx
        .resources()
        .find("", domain, snapshot.schema(ResourceType.GROUP), new Query(byName, null, 1, 2))
        .items()
        .stream()
        .map(Resource::id)
        .findFirst();
  }

  /** Whoever joins a group belongs to those it belongs to. */
  private boolean isUnprotected(ResourceId group) {
    return tx.memberships().groupsOf(List.of(group)).getOrDefault(group, List.of()).stream()
        .noneMatch(m -> claims.isProtected(m.display()));
  }

  /** The attributes with the roles that are given, and without those that are taken. */
  static Attributes withRoles(Attributes user, Step step) {
    if (step.roles().isEmpty() && step.lostRoles().isEmpty()) {
      return user;
    }
    List<Value> roles = new ArrayList<>();
    for (Value role : user.get("roles").map(Value::elements).orElse(List.of())) {
      boolean lost =
          role instanceof Value.Complex complex
              && complex.attributes().text("value").filter(step.lostRoles()::contains).isPresent();
      if (!lost) {
        roles.add(role);
      }
    }
    step.roles()
        .forEach(name -> roles.add(Value.complex(Attributes.builder().put("value", name).build())));
    return user.with("roles", Value.many(roles));
  }
}

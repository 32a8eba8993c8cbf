package io.tessera.provisioning.internal.roles;

import io.tessera.provisioning.api.admin.Entitlements.Held;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.RoleAssignment.Origin;
import io.tessera.store.spi.Assignments.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What assignments bring.
 *
 * @param target the only one that is asked for; null for all
 * @param unseen names of targets that are not told
 */
record Grants(RoleIndex roles, @Nullable String target, Set<String> unseen) {

  List<Held> of(Assignment assignment, String user) {
    Role assigned = roles.role(assignment.role()).orElse(null);
    if (assigned == null) {
      return List.of();
    }
    Set<Role> held = roles.expanded(List.of(assigned));
    List<Held> rows = new ArrayList<>();
    Set<String> accounts = new TreeSet<>();
    Set<String> entitled = new TreeSet<>();
    for (Role role : held) {
      accounts.addAll(role.targets());
      for (Role.Entitlement entitlement : role.entitlements()) {
        boolean isNew = entitled.add(entitlement.target() + "\n" + entitlement.value());
        if (isNew && isMeant(entitlement.target())) {
          rows.add(row(assignment, user, assigned, entitlement.target(), entitlement.value()));
        }
      }
    }
    for (String account : accounts) {
      boolean alone = rows.stream().noneMatch(row -> row.target().equals(account));
      if (alone && isMeant(account)) {
        rows.add(row(assignment, user, assigned, account, ""));
      }
    }
    boolean nowhere = accounts.isEmpty() && entitled.isEmpty();
    return nowhere && target == null ? List.of(row(assignment, user, assigned, "", "")) : rows;
  }

  private boolean isMeant(String name) {
    return (target == null || target.equals(name)) && !unseen.contains(name);
  }

  private static Held row(
      Assignment assignment, String user, Role role, String target, String entitlement) {
    return new Held(
        assignment.identity(),
        user,
        role.name(),
        target,
        entitlement,
        assignment.starts(),
        assignment.ends(),
        Origin.valueOf(assignment.origin().name()),
        assignment.id());
  }
}

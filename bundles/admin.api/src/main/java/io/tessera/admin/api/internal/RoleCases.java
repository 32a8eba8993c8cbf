package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.BirthrightRules;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.api.admin.Roles;
import java.util.List;

/** The use cases about who holds what. */
record RoleCases(Roles roles, RoleAssignments assignments, BirthrightRules birthrights) {
  List<Object> resources(People people) {
    return List.of(
        new RolesResource(roles),
        new RoleAssignmentsResource(assignments, people),
        new BirthrightRulesResource(birthrights));
  }
}

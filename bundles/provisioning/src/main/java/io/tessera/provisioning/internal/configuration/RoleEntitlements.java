package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.List;

/**
 * The path {@code entitlements} of a policy map: what somebody has in the map's own target by the
 * roles it holds.
 */
final class RoleEntitlements {
  private static final String PATH = "entitlements";

  private final String full;

  RoleEntitlements(String target) {
    this.full = PATH + "[type eq \"" + target + "\"].value";
  }

  PolicyMap in(PolicyMap map) {
    return new PolicyMap(
        map.user().stream().map(this::in).toList(), map.group(), map.tables(), map.tests());
  }

  private Row in(Row row) {
    List<String> from =
        row.from().stream().map(path -> path.equalsIgnoreCase(PATH) ? full : path).toList();
    return from.equals(row.from())
        ? row
        : new Row(
            row.attribute(),
            from,
            row.expression(),
            row.constant(),
            row.otherwise(),
            row.condition(),
            row.on(),
            row.generate(),
            row.handling());
  }
}

package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.api.admin.Placements;
import io.tessera.provisioning.api.admin.Rules;
import io.tessera.provisioning.api.admin.TargetContents;
import java.util.List;

/** The use cases about who has an account where. */
record PlacementCases(
    Placements placements, InitialLoads loads, Rules rules, TargetContents contents) {
  List<Object> resources() {
    return List.of(
        new PlacementsResource(placements),
        new InitialLoadsResource(loads),
        new RulesResource(rules));
  }
}

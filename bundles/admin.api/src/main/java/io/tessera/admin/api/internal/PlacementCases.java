package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.api.admin.Placements;
import java.util.List;

/** The use cases about who has an account where. */
record PlacementCases(Placements placements, InitialLoads loads) {
  List<Object> resources() {
    return List.of(new PlacementsResource(placements), new InitialLoadsResource(loads));
  }
}

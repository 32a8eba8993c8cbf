package io.tessera.admin.api.internal;

import java.util.List;

/** The use cases about those whom people sign in at. */
record FederationCases(PartyDescriptions descriptions) {
  List<Object> resources() {
    return List.of(new PartyMetadataResource(descriptions));
  }
}

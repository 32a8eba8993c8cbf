package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.federation.FederatedLinks;
import java.util.List;

/** The use cases about those who sign in elsewhere, and about where they do. */
record FederationCases(FederatedLinks links, PartyDescriptions descriptions) {
  List<Object> resources() {
    return List.of(
        new FederatedLinksResource(links),
        new SignInsResource(links),
        new PartyMetadataResource(descriptions));
  }
}

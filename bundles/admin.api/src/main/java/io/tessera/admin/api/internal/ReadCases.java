package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Entitlements;
import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.Overviews;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Runs;
import java.util.List;

/** The use cases of those who look for something, or at how all is. */
record ReadCases(
    People people, Finder finder, Overviews overviews, Runs runs, Entitlements entitlements) {
  List<Object> resources(Connections connections) {
    return List.of(
        new UsersResource(people),
        new GroupsResource(people),
        new SearchResource(finder),
        new OverviewResource(overviews),
        new TargetStatusResource(overviews),
        new RunsResource(runs),
        new EntitlementsResource(entitlements, connections));
  }
}

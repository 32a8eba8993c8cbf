package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.People;
import java.util.List;

/** The use cases of those who look for something, or at how all is. */
record ReadCases(People people, Finder finder) {
  List<Object> resources() {
    return List.of(
        new UsersResource(people), new GroupsResource(people), new SearchResource(finder));
  }
}

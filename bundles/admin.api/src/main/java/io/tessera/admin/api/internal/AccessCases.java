package io.tessera.admin.api.internal;

import io.tessera.inbound.http.BrowserSignIn;
import io.tessera.inbound.http.RepeatedPosts;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.RepeatedRequests;
import io.tessera.provisioning.api.admin.AdministratorRegister;
import java.util.List;

/** The use cases of those who administer. */
record AccessCases(
    Administrators administrators,
    AdministratorRegister register,
    BrowserSignIn browsers,
    RepeatedRequests repeated) {
  RepeatedPosts repeatedPosts() {
    return new RepeatedPosts(repeated);
  }

  List<Object> resources() {
    return List.of(
        new BootstrapResource(administrators),
        new MeResource(administrators, browsers),
        new AdministratorsResource(register),
        new AdministratorRolesResource(),
        new SessionResource(browsers));
  }
}

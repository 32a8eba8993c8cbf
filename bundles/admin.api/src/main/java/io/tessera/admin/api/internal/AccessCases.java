package io.tessera.admin.api.internal;

import io.tessera.inbound.http.BrowserSignIn;
import io.tessera.provisioning.api.Administrators;
import java.util.List;

/** The use cases of those who administer. */
record AccessCases(Administrators administrators, BrowserSignIn browsers) {
  List<Object> resources() {
    return List.of(
        new BootstrapResource(administrators),
        new MeResource(administrators, browsers),
        new SessionResource(browsers));
  }
}

package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Attributes;
import java.util.Optional;

/** Creates the organizational units users are put in, where that is wanted. */
final class OrgUnits {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final String PATH = "orgUnitPath";

  private final DirectoryClient client;
  private final GoogleSettings settings;

  /** A call that names an organizational unit. */
  interface Call {
    Attributes run() throws TargetFailure, InterruptedException;
  }

  OrgUnits(DirectoryClient client, GoogleSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /**
   * Makes a call, and where it is refused for the unit its document names, makes the unit and then
   * the call again; it has had no effect then.
   */
  Attributes with(Attributes document, Call call) throws TargetFailure, InterruptedException {
    try {
      return call.run();
    } catch (TargetFailure refused) {
      Optional<String> unit = document.text(PATH).filter(path -> path.startsWith("/"));
      boolean ours =
          settings.createOrgUnits()
              && unit.isPresent()
              && refused.isStatus(BAD_REQUEST)
              && refused.failed().detail().contains("INVALID_OU_ID");
      if (!ours) {
        throw refused;
      }
      create(unit.get());
      return call.run();
    }
  }

  /** From the top down; that one exists is well. */
  private void create(String path) throws TargetFailure, InterruptedException {
    StringBuilder parent = new StringBuilder();
    for (String name : path.substring(1).split("/", -1)) {
      if (name.isBlank()) {
        throw TargetFailure.of(
            FailureKind.INVALID, "orgUnitPath: a unit in it has no name; correct the mapping.");
      }
      create(parent.isEmpty() ? "/" : parent.toString(), name);
      parent.append('/').append(name);
    }
  }

  private void create(String parent, String name) throws TargetFailure, InterruptedException {
    Attributes unit =
        Attributes.builder().put("name", name).put("parentOrgUnitPath", parent).build();
    try {
      client.post("customer/" + DirectoryClient.encode(settings.customer()) + "/orgunits", unit);
    } catch (TargetFailure refused) {
      boolean exists =
          refused.isStatus(CONFLICT)
              || (refused.isStatus(BAD_REQUEST)
                  && refused.failed().detail().contains("Invalid Ou Id"));
      if (!exists) {
        throw refused;
      }
    }
  }
}

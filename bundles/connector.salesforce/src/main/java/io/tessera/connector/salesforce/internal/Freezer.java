package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Freezes users, who then cannot sign in and keep their licences, and thaws them. */
final class Freezer {
  private static final String FROZEN = "IsFrozen";

  private final SalesforceClient client;

  Freezer(SalesforceClient client) {
    this.client = client;
  }

  void set(RemoteId user, boolean frozen) throws TargetFailure, InterruptedException {
    List<Attributes> found =
        client.query(
            "SELECT Id, IsFrozen FROM UserLogin WHERE UserId = " + Soql.quoted(user.value()));
    if (found.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.AUTHENTICATION,
          "The org shows no UserLogin of the user; give the integration user the right to manage"
              + " users.");
    }
    Attributes login = found.get(0);
    if (login.bool(FROZEN).orElse(false) != frozen) {
      client.patch(
          "sobjects/UserLogin/" + Directory.idOf(login),
          Attributes.builder().put(FROZEN, frozen).build());
    }
  }

  /** Those of some users that are frozen. */
  Set<String> among(List<String> users) throws TargetFailure, InterruptedException {
    Set<String> frozen = new HashSet<>();
    if (!users.isEmpty()) {
      String query =
          "SELECT UserId FROM UserLogin WHERE IsFrozen = true AND UserId IN " + Soql.in(users);
      for (Attributes each : client.query(query)) {
        each.text("UserId").ifPresent(frozen::add);
      }
    }
    return frozen;
  }
}

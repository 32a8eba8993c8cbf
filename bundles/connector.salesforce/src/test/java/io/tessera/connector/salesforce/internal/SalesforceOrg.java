package io.tessera.connector.salesforce.internal;

import java.io.IOException;
import java.util.Map;

/**
 * An org on a loopback socket, for tests of the whole server. Needs the connector on the class
 * path.
 */
public final class SalesforceOrg implements AutoCloseable {
  private final OrgDouble org = new OrgDouble();

  /** Starts one with nobody in it. */
  public SalesforceOrg() throws IOException {}

  /** What a target of it is set to, as the use-case API names it. */
  public Map<String, Object> settings() {
    return Map.of(
        "url",
        "http://127.0.0.1:" + org.address().getPort(),
        "clientId",
        OrgDouble.CLIENT,
        "clientSecret",
        org.secret,
        "profile",
        "Standard User");
  }

  /** How many users it has; one that was removed leaves its record behind and still counts. */
  public int users() {
    try {
      return org.org.all("User").size();
    } catch (Refusal cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
  }

  @Override
  public void close() {
    org.close();
  }
}

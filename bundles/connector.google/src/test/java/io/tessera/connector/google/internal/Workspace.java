package io.tessera.connector.google.internal;

import io.tessera.connector.spi.ObjectType;
import java.io.IOException;
import java.util.Map;

/**
 * A customer's directory on a loopback socket, for tests of the whole server. Needs the connector
 * on the class path.
 */
public final class Workspace implements AutoCloseable {
  private final DirectoryDouble directory = new DirectoryDouble();

  /** Starts one with nobody in it. */
  public Workspace() throws IOException {}

  /** What a target of it is set to, as the use-case API names it. */
  public Map<String, Object> settings() {
    String url = "http://127.0.0.1:" + directory.address().getPort();
    return Map.of(
        "apiUrl",
        url,
        "privateKey",
        ServiceKeys.RIGHT.json(DirectoryDouble.ACCOUNT, url + "/token"),
        "subject",
        DirectoryDouble.ADMIN,
        "domain",
        UserRules.DOMAIN);
  }

  /** How many users it has. */
  public int users() {
    return directory.holdings.all(ObjectType.USER).size();
  }

  @Override
  public void close() {
    directory.close();
  }
}

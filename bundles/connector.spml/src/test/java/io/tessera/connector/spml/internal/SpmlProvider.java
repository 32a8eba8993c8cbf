package io.tessera.connector.spml.internal;

import java.util.Map;

/**
 * A provider on a loopback socket, for tests of the whole server. Users have an {@code accountId},
 * {@code displayName}, {@code title} and {@code mail}. Needs connector.xml and the connectors'
 * contract kit on the class path.
 */
public final class SpmlProvider implements AutoCloseable {
  private final SpmlDouble provider;

  /** Starts one with nobody in it. */
  public SpmlProvider() {
    provider = new SpmlDouble();
  }

  /** What a target of it is set to, as the use-case API names it. */
  public Map<String, Object> settings() {
    return Map.of(
        "url",
        "http://127.0.0.1:" + provider.address().orElseThrow().getPort() + "/spml",
        "user",
        provider.user,
        "password",
        provider.password,
        "targetId",
        SpmlDouble.TARGET,
        "suspend",
        true);
  }

  /** How many users it has. */
  public int users() {
    return provider.users();
  }

  @Override
  public void close() {
    provider.close();
  }
}

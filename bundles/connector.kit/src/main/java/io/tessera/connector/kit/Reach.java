package io.tessera.connector.kit;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connector under test is to reach its counterpart.
 *
 * @param via a proxy in front of the counterpart; null: directly
 * @param credentials whether the counterpart will accept them
 */
public record Reach(@Nullable InetSocketAddress via, Credentials credentials) {
  /** What the connector signs in with. */
  public enum Credentials {
    RIGHT,
    WRONG
  }

  /** Without detours. */
  public static final Reach DIRECTLY = new Reach(null, Credentials.RIGHT);

  static Reach through(FaultyProxy proxy) {
    return new Reach(proxy.address(), Credentials.RIGHT);
  }

  /** Where to connect to, given where the counterpart is. */
  public InetSocketAddress orElse(InetSocketAddress counterpart) {
    return Optional.ofNullable(via).orElse(counterpart);
  }
}

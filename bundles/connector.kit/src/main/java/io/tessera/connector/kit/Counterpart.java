package io.tessera.connector.kit;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/** The target itself, looked at and written to without the connector. */
public interface Counterpart {
  /**
   * What the target holds.
   *
   * @param enabled whether the account may be used
   * @param members remote ids, for groups; without any stand-in for nobody
   */
  record Seen(TargetAttributes attributes, boolean enabled, Set<RemoteId> members) {}

  /** The account or group with this remote id. */
  Optional<Seen> find(ObjectType type, RemoteId id);

  /** How many accounts or groups have exactly this value in their first key attribute. */
  int count(ObjectType type, String key);

  /** Somebody else sets an attribute that is none of ours. */
  void set(ObjectType type, RemoteId id, String attribute, String value);

  /** Whether a user gets in with a password; asked only of targets that take passwords. */
  default boolean accepts(RemoteId user, String password) {
    throw new UnsupportedOperationException("this target knows no passwords");
  }

  /** Where it listens; none for a target that is not reached over TCP. */
  Optional<InetSocketAddress> address();
}

package io.tessera.connector.kit;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the contract needs to know of the connector under test. One per test. */
public interface Subject extends AutoCloseable {
  /** What a connector may be unable to do; the tests of the rest are skipped. */
  enum Ability {
    READ,
    GROUPS,
    RENAME,
    DISABLE,
    SIGN_IN,
    NETWORK,
    DESCRIBE,
    PASSWORD
  }

  /** All of them, unless the connector says otherwise. */
  default Set<Ability> abilities() {
    return EnumSet.allOf(Ability.class);
  }

  /**
   * A connector with time-outs of at most two seconds. Closed by {@link #close}.
   *
   * @param reach how it is to reach the counterpart
   */
  Connector connector(Reach reach);

  Counterpart counterpart();

  /** A complete desired state of a user or group of this name. */
  TargetAttributes named(ObjectType type, String name);

  /** The target attribute the name is in. */
  String nameAttribute(ObjectType type);

  /** A target attribute of users that holds any text and may be empty. */
  String textAttribute();

  /** Another one, which the desired state of {@link #named} does not mention. */
  String foreignAttribute();

  /** What must appear in no log and no message, e.g. the password the connector signs in with. */
  Optional<String> secret();

  /** Closes the connectors and what else it opened. */
  @Override
  void close();
}

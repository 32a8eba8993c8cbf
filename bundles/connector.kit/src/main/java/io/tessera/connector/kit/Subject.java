package io.tessera.connector.kit;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.TargetAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the contract needs to know of the connector under test. One per test. */
public interface Subject extends AutoCloseable {
  /**
   * What a connector may be unable to do; the tests of the rest are skipped. What an interface of
   * the SPI stands for, a connector is able to when it implements it and is not said to be unable.
   */
  enum Ability {
    /** Finds accounts: {@link Readable}. */
    READ(Readable.class),
    /** Knows groups and their members. */
    GROUPS(Connector.class),
    /** Names can change. */
    RENAME(Connector.class),
    /** Accounts can be disabled without being deleted. */
    DISABLE(Connector.class),
    /** Somebody signs in to the target, and wrong credentials are refused. */
    SIGN_IN(Connector.class),
    /** The target is reached over TCP. */
    NETWORK(Connector.class),
    /** Tells the attributes of the target: {@link Describable}. */
    DESCRIBE(Describable.class),
    /** Takes passwords: {@link PasswordAware}. */
    PASSWORD(PasswordAware.class),
    /** Lists accounts in pages: {@link Searchable}. */
    SEARCH(Searchable.class),
    /** A listing misses nothing that is there the whole time, though others come and go. */
    STEADY_SEARCH(Searchable.class),
    /** Tells what changed: {@link ChangeSource}. */
    CHANGES(ChangeSource.class),
    /** Tells what was removed, too. */
    REMOVALS(ChangeSource.class),
    /** Says what it would do: {@link Plannable}. */
    PLAN(Plannable.class),
    /** Leaves neither threads nor anything else in memory once it is closed. */
    UNLOAD(Connector.class);

    private final Class<?> type;

    Ability(Class<?> type) {
      this.type = type;
    }

    Class<?> type() {
      return type;
    }
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

  /**
   * Whether the counterpart speaks HTTP without TLS. The kit then stands in for it with answers
   * that services give on bad days: throttling, redirects, pages instead of data.
   */
  default boolean speaksHttp() {
    return false;
  }

  /** Closes the connectors and what else it opened. */
  @Override
  void close();
}

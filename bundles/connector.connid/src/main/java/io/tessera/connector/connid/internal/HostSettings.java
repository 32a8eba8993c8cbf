package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import java.util.Map;
import java.util.Optional;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are the host's, not the connector's.
 *
 * @param groups none: the target has no groups
 * @param memberAttribute none: members are not kept
 * @param membersByName whether members are listed by name, not by id
 * @param timeoutMillis for one call
 */
record HostSettings(
    ObjectClass users,
    Optional<ObjectClass> groups,
    Optional<String> memberAttribute,
    boolean membersByName,
    int poolSize,
    int timeoutMillis) {
  static final String USER_CLASS = "connid.userClass";
  static final String GROUP_CLASS = "connid.groupClass";
  static final String MEMBER_ATTRIBUTE = "connid.memberAttribute";
  static final String MEMBER_VALUE = "connid.memberValue";
  static final String POOL_SIZE = "connid.poolSize";
  static final String TIMEOUT = "connid.timeoutMillis";

  static final String ACCOUNT = ObjectClass.ACCOUNT_NAME;
  static final String BY_ID = "id";
  static final String BY_NAME = "name";
  static final int DEFAULT_POOL_SIZE = 8;
  static final int DEFAULT_TIMEOUT = 30_000;

  static HostSettings of(Map<String, ?> properties) {
    return new HostSettings(
        new ObjectClass(text(properties, USER_CLASS).orElse(ACCOUNT)),
        text(properties, GROUP_CLASS).map(ObjectClass::new),
        text(properties, MEMBER_ATTRIBUTE),
        memberValue(text(properties, MEMBER_VALUE).orElse(BY_ID)),
        number(properties, POOL_SIZE, 1, 64).orElse(DEFAULT_POOL_SIZE),
        number(properties, TIMEOUT, 100, 600_000).orElse(DEFAULT_TIMEOUT));
  }

  private static boolean memberValue(String text) {
    return switch (text) {
      case BY_ID -> false;
      case BY_NAME -> true;
      default -> throw new ConfigurationException(MEMBER_VALUE, "is neither id nor name.");
    };
  }

  private static Optional<String> text(Map<String, ?> properties, String name) {
    @Nullable Object value = properties.get(name);
    return Optional.ofNullable(value).map(v -> v.toString().strip()).filter(t -> !t.isEmpty());
  }

  private static Optional<Integer> number(
      Map<String, ?> properties, String name, int least, int most) {
    Optional<String> text = text(properties, name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException none) {
      // As if it were out of bounds.
    }
    throw new ConfigurationException(
        name, "is " + text.get() + "; allowed are " + least + " to " + most + ".");
  }

  /** The connector's word for a type; none for groups where there are none. */
  Optional<ObjectClass> objectClass(ObjectType type) {
    return type == ObjectType.USER ? Optional.of(users) : groups;
  }
}

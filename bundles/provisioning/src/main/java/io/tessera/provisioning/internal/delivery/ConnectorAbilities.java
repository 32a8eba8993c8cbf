package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Checkable;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import io.tessera.provisioning.api.admin.Ability;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What connectors can do: it shows in the interfaces of their classes. */
public final class ConnectorAbilities {
  private ConnectorAbilities() {}

  public static Set<Ability> of(Class<?> connector) {
    return Arrays.stream(Ability.values())
        .filter(ability -> has(connector, ability))
        .collect(Collectors.toUnmodifiableSet());
  }

  static boolean has(Class<?> connector, Ability ability) {
    return shownBy(ability).isAssignableFrom(connector);
  }

  private static Class<?> shownBy(Ability ability) {
    return switch (ability) {
      case READ -> Readable.class;
      case SEARCH -> Searchable.class;
      case CHANGES -> ChangeSource.class;
      case DESCRIBE -> Describable.class;
      case TEST -> Testable.class;
      case CHECK -> Checkable.class;
      case PASSWORD -> PasswordAware.class;
      case PLAN -> Plannable.class;
    };
  }
}

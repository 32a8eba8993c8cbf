package io.tessera.connector.activedirectory.internal;

import io.tessera.connector.directory.TargetFailure;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code sAMAccountName} may be: at most 20 characters for users (256 for groups), none of
 * {@code " / \ [ ] : ; | = , + * ? < > @} and no control characters, no dot at its end (MS-SAMR
 * section 3.1.1.6).
 */
final class AccountNames {
  static final String ATTRIBUTE = "sAMAccountName";
  private static final int LONGEST_OF_USERS = 20;
  private static final int LONGEST_OF_GROUPS = 256;
  private static final String FORBIDDEN = "\"/\\[]:;|=,+*?<>@";

  private AccountNames() {}

  /** Refuses what a controller would refuse less clearly, or make up a name for. */
  static void check(Operation operation) throws TargetFailure {
    boolean user = operation.type() == ObjectType.USER;
    List<String> names =
        operation.attributes().names().stream()
            .filter(ATTRIBUTE::equalsIgnoreCase)
            .findFirst()
            .map(operation.attributes()::all)
            .orElse(List.of());
    Optional<String> name = names.stream().findFirst();
    if (name.isEmpty() && user && operation.action() == Action.CREATE) {
      throw refused("has no value; map one");
    }
    if (name.isPresent()) {
      check(name.get(), user ? LONGEST_OF_USERS : LONGEST_OF_GROUPS);
    }
  }

  private static void check(String name, int longest) throws TargetFailure {
    if (name.length() > longest) {
      throw refused("has " + name.length() + " characters; at most " + longest + " are allowed");
    }
    if (name.chars().anyMatch(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0)) {
      throw refused("has a character that is not allowed (" + FORBIDDEN + ")");
    }
    if (name.endsWith(".") || name.isBlank()) {
      throw refused("is blank or ends with a dot");
    }
  }

  private static TargetFailure refused(String why) {
    return TargetFailure.of(FailureKind.INVALID, ATTRIBUTE + " " + why + ".");
  }
}

package io.tessera.connector.google.internal;

import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The fields of a password: written when one is given, and on a creation, which the API refuses
 * without. Never else: to send one with every update would sign everybody out again and again.
 */
final class Passwords {
  private static final String PASSWORD = "password";
  private static final String HASH = "hashFunction";
  private static final String CHANGE = "changePasswordAtNextLogin";

  /** In random bytes; far more than anybody guesses. */
  private static final int LENGTH = 48;

  private final SecureRandom random = new SecureRandom();

  /** A user who signs in by other means gets a password nobody knows. */
  Attributes forCreation(Attributes document, TargetAttributes given) throws TargetFailure {
    if (given.first(PASSWORD).isPresent()) {
      return forUpdate(document, given);
    }
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    String unknown = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return document.toBuilder().put(PASSWORD, unknown).build();
  }

  Attributes forUpdate(Attributes document, TargetAttributes given) throws TargetFailure {
    if (given.first(PASSWORD).isEmpty()) {
      return document;
    }
    Attributes.Builder changed = document.toBuilder().put(PASSWORD, given.first(PASSWORD).get());
    given.first(HASH).ifPresent(function -> changed.put(HASH, function));
    if (given.first(CHANGE).isPresent()) {
      changed.put(
          CHANGE, Desired.value(CHANGE, TargetAttribute.Type.BOOLEAN, given.first(CHANGE).get()));
    }
    return changed.build();
  }
}

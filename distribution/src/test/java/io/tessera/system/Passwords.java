package io.tessera.system;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords of test users, made when they are needed. */
final class Passwords {
  private static final int BYTES = 15;

  private Passwords() {}

  static String fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }
}

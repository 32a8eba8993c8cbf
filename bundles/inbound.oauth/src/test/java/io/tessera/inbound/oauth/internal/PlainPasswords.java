package io.tessera.inbound.oauth.internal;

import io.tessera.crypto.PasswordHasher;
import org.jspecify.annotations.Nullable;

/** Hashes nothing. */
final class PlainPasswords implements PasswordHasher {
  @Override
  public String hash(String password) {
    return password;
  }

  @Override
  public boolean verify(String password, @Nullable String phc) {
    return password.equals(phc);
  }
}

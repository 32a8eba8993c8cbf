package io.tessera.inbound.kit;

import io.tessera.crypto.PasswordHasher;
import org.jspecify.annotations.Nullable;

/** Hashes nothing; what it gives is {@code hash:} and the password. */
public final class PlainHasher implements PasswordHasher {
  @Override
  public String hash(String password) {
    return "hash:" + password;
  }

  @Override
  public boolean verify(String password, @Nullable String phc) {
    return hash(password).equals(phc);
  }
}

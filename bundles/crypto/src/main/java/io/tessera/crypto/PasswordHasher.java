package io.tessera.crypto;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hashes passwords with Argon2id (RFC 9106; 19 MiB, t=2, p=1). Costs tens of milliseconds of CPU;
 * never call it inside a database transaction. As many calls as there are cores run at once.
 */
@ProviderType
public interface PasswordHasher {
  /**
   * @return the hash with its salt and parameters, in PHC string format
   * @throws HasherBusyException too many calls wait already
   */
  String hash(String password);

  /**
   * Compares in constant time. A null hash (nobody by that name) costs as much as a wrong password.
   *
   * @throws HasherBusyException too many calls wait already
   */
  boolean verify(String password, @Nullable String phc);
}

package io.tessera.provisioning.internal.federation;

import io.tessera.crypto.PasswordHasher;
import io.tessera.crypto.Secret;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.IdentityCredentials.Credential;
import io.tessera.provisioning.api.SignInThrottle;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether somebody knows the password of an account that is there; guessed at as slowly as at any
 * other door.
 */
final class Proof {
  private final IdentityCredentials credentials;
  private final SignInThrottle throttle;
  private final PasswordHasher hasher;

  Proof(IdentityCredentials credentials, SignInThrottle throttle, PasswordHasher hasher) {
    this.credentials = credentials;
    this.throttle = throttle;
    this.hasher = hasher;
  }

  /**
   * What came of it.
   *
   * @param proved empty when it is wrong, or was not tried
   * @param pause how long nobody may try; zero when it was tried
   */
  record Result(Optional<ResourceId> proved, Duration pause) {}

  Result of(String domain, String userName, Secret password) {
    String account = domain + "/" + userName;
    Duration wait = throttle.take(account);
    if (!wait.isZero()) {
      return new Result(Optional.empty(), wait);
    }
    boolean told = false;
    try {
      Optional<Credential> credential = credentials.present(domain, userName);
      boolean right =
          hasher.verify(password.reveal(), credential.map(Credential::passwordHash).orElse(null));
      told = true;
      if (right && credential.isPresent()) {
        throttle.right(account);
        return new Result(credential.map(Credential::id), Duration.ZERO);
      }
      throttle.wrong(account, credential.isPresent());
      return new Result(Optional.empty(), Duration.ZERO);
    } finally {
      if (!told) {
        throttle.undecided(account);
      }
    }
  }
}

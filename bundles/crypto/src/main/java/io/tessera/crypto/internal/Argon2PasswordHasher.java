package io.tessera.crypto.internal;

import io.tessera.crypto.HasherBusyException;
import io.tessera.crypto.PasswordHasher;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Hashes as many passwords at once as there are processors, so that a flood of sign-ins takes
 * neither all memory nor all CPU.
 */
@Component(name = "io.tessera.crypto.passwords", service = PasswordHasher.class)
@Designate(ocd = Argon2PasswordHasher.Config.class)
public final class Argon2PasswordHasher implements PasswordHasher {
  private static final int SALT_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore permits;
  private final long maxWaitMillis;

  @ObjectClassDefinition(name = "Password hashing")
  @interface Config {
    @AttributeDefinition(description = "Longest wait for a turn before the caller is told to retry")
    long maxWaitMillis() default 3_000;
  }

  @Activate
  public Argon2PasswordHasher(Config config) {
    this(Runtime.getRuntime().availableProcessors(), config.maxWaitMillis());
  }

  Argon2PasswordHasher(int atOnce, long maxWaitMillis) {
    this.permits = new Semaphore(atOnce, true);
    this.maxWaitMillis = maxWaitMillis;
  }

  @Override
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return inTurn(() -> Argon2.of(password, salt).phc());
  }

  @Override
  public boolean verify(String password, @Nullable String phc) {
    return inTurn(
        () -> {
          Argon2 known = phc == null ? null : Argon2.parse(phc).orElse(null);
          return known == null ? matchesNobody(password) : known.matches(password);
        });
  }

  /** The work of a comparison, so that the time taken does not tell who exists. */
  private static boolean matchesNobody(String password) {
    return Argon2.of(password, new byte[SALT_BYTES]).hash().length == 0;
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(maxWaitMillis, TimeUnit.MILLISECONDS)) {
        throw new HasherBusyException("Too many passwords are being hashed right now.");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HasherBusyException("The server is stopping.");
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}

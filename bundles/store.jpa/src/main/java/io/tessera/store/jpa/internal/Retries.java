package io.tessera.store.jpa.internal;

import io.tessera.model.UnavailableException;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.persistence.exceptions.EclipseLinkException;

/** Does work again when the database broke a deadlock or another writer was faster. */
final class Retries {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int MAX_DOUBLINGS = 6;

  private Retries() {}

  /**
   * @param attempt one whole transaction
   * @throws UnavailableException the database is away, or so busy that it took too long
   */
  static <T> T run(Supplier<T> attempt) {
    long start = System.nanoTime();
    for (int tries = 0; ; tries++) {
      try {
        return attempt.get();
      } catch (SqlFailure
          | ConflictException
          | PersistenceException
          | EclipseLinkException failure) {
        if (!Failures.again(failure)) {
          throw Failures.translated(failure);
        }
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new UnavailableException("The database is too busy.", failure);
        }
      }
      LockSupport.parkNanos(pause(tries));
    }
  }

  /** Full jitter, so that those who met do not meet again. */
  private static long pause(int tries) {
    long most = FIRST_PAUSE << Math.min(tries, MAX_DOUBLINGS);
    return ThreadLocalRandom.current().nextLong(most) + 1;
  }
}

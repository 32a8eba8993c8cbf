package io.tessera.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time, as commands that wait for the server need it. */
interface Pace {
  Instant now();

  /** Until it is worth asking again. */
  void pause(Duration duration) throws InterruptedException;

  /** The time on the wall. */
  static Pace real() {
    return new Pace() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        // Nothing happens here that could be waited for: the server is elsewhere.
        if (new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("nobody counts it down");
        }
      }
    };
  }
}

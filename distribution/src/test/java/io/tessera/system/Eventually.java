package io.tessera.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting for a condition, with a deadline. */
final class Eventually {
  private static final long POLL_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Eventually() {}

  /** An assertion that may not hold yet. */
  interface Assertion {
    void check() throws Exception;
  }

  /** Returns when the assertion holds; ends with its failure when it does not within 30 s. */
  static void holds(Assertion assertion) {
    holds(PATIENCE, assertion);
  }

  static void holds(Duration patience, Assertion assertion) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.check();
        return;
      } catch (Exception | AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("still not so after " + patience, notYet);
        }
        pause();
      }
    }
  }

  /** How long it takes until a condition holds. */
  static Duration until(Duration patience, Callable<Boolean> condition) {
    long begin = System.nanoTime();
    holds(
        patience,
        () -> {
          if (!condition.call()) {
            throw new AssertionError("the condition does not hold");
          }
        });
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", end);
    }
  }
}

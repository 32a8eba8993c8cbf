package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Whether a target takes changes just now. After a few failures in a row nothing is sent for a
 * while, then one change at a time until one succeeds (a circuit breaker). Refused credentials or
 * settings quarantine the target: the same, with longer pauses, and said to the operator.
 */
final class TargetHealth {
  private static final int FAILURES_TO_OPEN = 3;
  private static final Duration QUARANTINE_PROBE = Duration.ofSeconds(30);

  private final Supplier<Instant> clock;
  private final Backoff pauses;
  private final Concurrency concurrency;
  private int failures;
  private Instant pausedUntil = Instant.MIN;
  private String reason = "";
  private boolean quarantined;

  TargetHealth(Supplier<Instant> clock, Backoff pauses, Concurrency concurrency) {
    this.clock = clock;
    this.pauses = pauses;
    this.concurrency = concurrency;
  }

  /** How many calls may be under way now; 0 while the target is left alone. */
  synchronized int allowance() {
    if (clock.get().isBefore(pausedUntil)) {
      return 0;
    }
    return isOpen() || quarantined ? 1 : concurrency.limit();
  }

  private boolean isOpen() {
    return failures >= FAILURES_TO_OPEN;
  }

  /** How long until something may be sent; zero when it may be now. */
  synchronized Duration pauseLeft() {
    Instant now = clock.get();
    return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
  }

  synchronized void succeeded() {
    if (isOpen() || quarantined) {
      concurrency.beginAgain();
    } else {
      concurrency.succeeded();
    }
    answered();
  }

  private void answered() {
    failures = 0;
    pausedUntil = Instant.MIN;
    quarantined = false;
    reason = "";
  }

  /** Takes note of a failure that concerns the target as a whole; others change nothing. */
  synchronized void failed(Outcome.Failed failure) {
    Instant now = clock.get();
    switch (failure.kind()) {
      case TRANSIENT, UNKNOWN -> {
        failures++;
        reason = failure.detail();
        concurrency.troubled(now);
        if (isOpen()) {
          pausedUntil = now.plus(pauses.after(failures - FAILURES_TO_OPEN + 1));
        }
      }
      case THROTTLED -> {
        concurrency.troubled(now);
        pausedUntil = now.plus(failure.retryAfterIfAny().orElse(pauses.after(1)));
      }
      case AUTHENTICATION, CONFIGURATION -> {
        quarantined = true;
        reason = failure.detail();
        pausedUntil = now.plus(QUARANTINE_PROBE);
      }
      case CONFLICT, GONE, INVALID -> answered();
    }
  }

  /** Whether the target does not answer. */
  synchronized boolean isTroubled() {
    return isOpen();
  }

  synchronized boolean isQuarantined() {
    return quarantined;
  }

  /** What is wrong; empty when all is well. */
  synchronized String reason() {
    return reason;
  }
}

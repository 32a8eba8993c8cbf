package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
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
  private int failures;
  private Instant pausedUntil = Instant.MIN;
  private String reason = "";
  private boolean quarantined;

  TargetHealth(Supplier<Instant> clock, Backoff pauses) {
    this.clock = clock;
    this.pauses = pauses;
  }

  /** How many changes may be in flight now, given how many a well target takes. */
  synchronized int allowance(int whenWell) {
    if (clock.get().isBefore(pausedUntil)) {
      return 0;
    }
    return failures >= FAILURES_TO_OPEN || quarantined ? 1 : whenWell;
  }

  /** How long until something may be sent; zero when it may be now. */
  synchronized Duration pauseLeft() {
    Instant now = clock.get();
    return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
  }

  synchronized void succeeded() {
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
        if (failures >= FAILURES_TO_OPEN) {
          pausedUntil = now.plus(pauses.after(failures - FAILURES_TO_OPEN + 1));
        }
      }
      case THROTTLED -> pausedUntil = now.plus(failure.retryAfterIfAny().orElse(pauses.after(1)));
      case AUTHENTICATION, CONFIGURATION -> {
        quarantined = true;
        reason = failure.detail();
        pausedUntil = now.plus(QUARANTINE_PROBE);
      }
      case CONFLICT, GONE, INVALID -> succeeded();
    }
  }

  synchronized boolean isQuarantined() {
    return quarantined;
  }

  /** What is wrong; empty when all is well. */
  synchronized String reason() {
    return reason;
  }

  /** Whether a failure says nothing about the operation itself. */
  static boolean concernsTarget(FailureKind kind) {
    return kind == FailureKind.AUTHENTICATION || kind == FailureKind.CONFIGURATION;
  }
}

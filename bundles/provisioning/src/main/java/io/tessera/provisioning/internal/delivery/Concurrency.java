package io.tessera.provisioning.internal.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a target takes at once: one more with each success while it recovers, then slowly
 * up to the configured number; half as many when it is in trouble (additive increase,
 * multiplicative decrease).
 */
final class Concurrency {
  /** Calls that fail together count once. */
  private static final Duration WAVE = Duration.ofMillis(500);

  private int most;
  private double limit;
  private Instant halved = Instant.MIN;

  Concurrency(int most) {
    this.most = most;
    this.limit = most;
  }

  /** Takes another configured number over. */
  synchronized void atMost(int configured) {
    if (configured != most) {
      limit = limit == most ? configured : Math.min(limit, configured);
      most = configured;
    }
  }

  synchronized int limit() {
    return (int) limit;
  }

  synchronized void succeeded() {
    limit = Math.min(most, limit + (limit < most / 2.0 ? 1 : 1 / limit));
  }

  synchronized void troubled(Instant now) {
    if (now.isAfter(halved.plus(WAVE))) {
      limit = Math.max(1, limit / 2);
      halved = now;
    }
  }

  /** After it was left alone, a target is approached carefully. */
  synchronized void beginAgain() {
    limit = 1;
  }
}

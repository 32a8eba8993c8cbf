package io.tessera.provisioning.internal.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: exponential with full jitter, so that many that failed
 * together do not come back together.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 20;

  private final Duration base;
  private final Duration cap;
  private final RandomGenerator random;

  Backoff(Duration base, Duration cap, RandomGenerator random) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /**
   * @param attempts tries so far, at least 1
   * @return between half and the whole of {@code base * 2^(attempts-1)}, at most {@code cap}
   */
  Duration after(int attempts) {
    long doubled = base.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
    long most = Math.min(cap.toMillis(), doubled);
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}

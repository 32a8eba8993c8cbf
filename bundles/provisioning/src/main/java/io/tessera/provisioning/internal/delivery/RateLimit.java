package io.tessera.provisioning.internal.delivery;

import java.time.Duration;
import java.time.Instant;

/** Spreads operations evenly, so that there are never more in a second than allowed. */
final class RateLimit {
  private Instant next = Instant.MIN;

  /**
   * Takes the next turn.
   *
   * @param perSecond 0 for no limit
   * @return how long to wait for it
   */
  synchronized Duration turn(int perSecond, Instant now) {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    Instant turn = next.isBefore(now) ? now : next;
    next = turn.plus(Duration.ofSeconds(1).dividedBy(perSecond));
    return Duration.between(now, turn);
  }
}

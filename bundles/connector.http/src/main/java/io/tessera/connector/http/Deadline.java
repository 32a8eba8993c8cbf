package io.tessera.connector.http;

import java.time.Duration;

/** When a call has to be over, however many requests it takes. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Nanoseconds, never negative. */
  long left() {
    return Math.max(0, end - System.nanoTime());
  }
}

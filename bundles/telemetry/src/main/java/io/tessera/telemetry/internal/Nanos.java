package io.tessera.telemetry.internal;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time as OpenTelemetry tells it. */
final class Nanos {
  private Nanos() {}

  /** Since 1970. */
  static long of(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}

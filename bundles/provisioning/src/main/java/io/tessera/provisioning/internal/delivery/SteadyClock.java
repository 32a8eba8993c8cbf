package io.tessera.provisioning.internal.delivery;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time as this process has measured it since it began: somebody who sets the machine's clock
 * changes no pause, no time-out and no lease.
 */
final class SteadyClock implements Supplier<Instant> {
  private final Instant start = Instant.now();
  private final long nanos = System.nanoTime();

  @Override
  public Instant get() {
    return start.plusNanos(System.nanoTime() - nanos);
  }
}

package io.tessera.provisioning.internal.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts calls that take too long. */
final class CallTimer {
  private final ScheduledExecutorService clock;
  private final Duration limit;

  CallTimer(ScheduledExecutorService clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /** Begins to time a call on the current thread; close it when the call has ended. */
  Running start() {
    return new Running(Thread.currentThread());
  }

  /** One call being timed. After it is closed it interrupts nobody. */
  final class Running implements AutoCloseable {
    private final Thread caller;
    private final ScheduledFuture<?> alarm;
    private boolean over;

    private Running(Thread caller) {
      this.caller = caller;
      this.alarm = clock.schedule(this::tooLong, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void tooLong() {
      if (!over) {
        caller.interrupt();
      }
    }

    @Override
    public synchronized void close() {
      over = true;
      alarm.cancel(false);
      // An interrupt that came as the call ended belongs to the call, not to what follows.
      Thread.interrupted();
    }
  }
}

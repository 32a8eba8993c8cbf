package io.tessera.provisioning.internal.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Wakes the dispatcher of this node. A ring says "there may be work"; missing one costs only the
 * time to the next poll.
 */
@Component(service = Doorbell.class)
public final class Doorbell {
  private final Semaphore rung = new Semaphore(0);

  @Activate
  public Doorbell() {}

  /** Never waits. */
  public void ring() {
    if (rung.availablePermits() == 0) {
      rung.release();
    }
  }

  /** Waits for a ring, at most as long as said. */
  void await(Duration atMost) throws InterruptedException {
    if (rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      rung.drainPermits();
    }
  }
}

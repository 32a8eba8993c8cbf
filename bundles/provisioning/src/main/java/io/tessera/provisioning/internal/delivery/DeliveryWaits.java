package io.tessera.provisioning.internal.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Callers that wait for what becomes of their change at targets, on this node. */
@Component(service = DeliveryWaits.class)
public final class DeliveryWaits {
  private final Map<UUID, Wait> byChange = new ConcurrentHashMap<>();

  @Activate
  public DeliveryWaits() {}

  /** How a change is doing at a target. */
  public enum Stand {
    DONE,
    /** It failed and is tried again. */
    RETRIED,
    /** It waits for a person, or for the target to finish it. */
    STOPPED;

    boolean isFinal() {
      return this != RETRIED;
    }
  }

  /**
   * @param detail what the target said; empty when all is well
   */
  public record Report(Stand stand, String detail) {}

  /** Begins to wait; close it in the end. Register before the change is committed. */
  public Wait expect(UUID change, Collection<UUID> targets) {
    Wait wait = new Wait(change, Set.copyOf(targets));
    byChange.put(change, wait);
    return wait;
  }

  boolean isNobody() {
    return byChange.isEmpty();
  }

  void tell(UUID change, UUID target, Report report) {
    Wait wait = byChange.get(change);
    if (wait != null) {
      wait.take(target, report);
    }
  }

  /** One caller waiting. */
  public final class Wait implements AutoCloseable {
    private final UUID change;
    private final Set<UUID> targets;
    private final Map<UUID, Report> reports = new HashMap<>();
    private final CountDownLatch missing;

    private Wait(UUID change, Set<UUID> targets) {
      this.change = change;
      this.targets = targets;
      this.missing = new CountDownLatch(targets.size());
    }

    public UUID change() {
      return change;
    }

    public Set<UUID> targets() {
      return targets;
    }

    /** Takes note of how a target is doing; the first final word counts. */
    public synchronized void take(UUID target, Report report) {
      if (!targets.contains(target)) {
        return;
      }
      Report before = reports.get(target);
      if (before != null && before.stand().isFinal()) {
        return;
      }
      reports.put(target, report);
      if (report.stand().isFinal()) {
        missing.countDown();
      }
    }

    /**
     * Waits until all targets have had their last word.
     *
     * @return whether they had
     */
    public boolean await(long millis) throws InterruptedException {
      return missing.await(millis, TimeUnit.MILLISECONDS);
    }

    /** What is known by target; nothing where nothing was heard. */
    public synchronized Map<UUID, Report> reports() {
      return Map.copyOf(reports);
    }

    @Override
    public void close() {
      byChange.remove(change, this);
    }
  }
}

package io.tessera.provisioning.internal.write;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.internal.delivery.DeliveryWaits;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Report;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Stand;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Wait;
import io.tessera.store.spi.DeliveryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has callers wait for targets that are blocking, and tells them what became of their write there.
 * The write itself is kept already: a target that fails is reported, and tried on.
 */
final class BlockingTargets {
  /** Callers that may wait at once; the others are answered without waiting. */
  private static final int MOST_WAITING = 32;

  private static final long LOOK_EVERY_MILLIS = 250;
  private static final int NEWEST = 16;

  private final DeliveryWaits waits;
  private final DeliveryLog log;
  private final Semaphore room = new Semaphore(MOST_WAITING);

  BlockingTargets(DeliveryWaits waits, DeliveryLog log) {
    this.waits = waits;
    this.log = log;
  }

  Expectation expectation(Caller caller) {
    return new Expectation(caller);
  }

  /** What one caller waits for. */
  final class Expectation implements AutoCloseable {
    private final Caller caller;
    private final List<Expected> expected = new ArrayList<>();
    private final Map<UUID, String> names = new HashMap<>();
    private Duration longest = Duration.ZERO;

    private Expectation(Caller caller) {
      this.caller = caller;
    }

    /** Waits for the changes of a write; those of an attempt before it are forgotten. */
    void of(Write write) {
      close();
      for (Write.Recorded recorded : write.recorded()) {
        List<UUID> targets = new ArrayList<>();
        for (UUID id : recorded.targets()) {
          write
              .snapshot()
              .target(id)
              .filter(write::awaits)
              .ifPresent(
                  t -> {
                    targets.add(id);
                    names.put(id, t.target().name());
                    Duration wait = t.target().delivery().patience();
                    longest = wait.compareTo(longest) > 0 ? wait : longest;
                  });
        }
        if (!targets.isEmpty()) {
          expected.add(
              new Expected(
                  recorded.change().resource(), waits.expect(recorded.change().id(), targets)));
        }
      }
    }

    /** Returns when all have had their last word, or after the time that is configured. */
    void await() {
      if (expected.isEmpty()) {
        return;
      }
      if (room.tryAcquire()) {
        try {
          long end = System.nanoTime() + longest.toNanos();
          for (Expected one : expected) {
            await(one, end);
          }
        } catch (InterruptedException hurried) {
          Thread.currentThread().interrupt();
        } finally {
          room.release();
        }
      }
      expected.forEach(this::report);
    }

    /** Looks now and then, too: another node may have delivered it. */
    private void await(Expected one, long end) throws InterruptedException {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      while (left > 0 && !one.pending().await(Math.min(left, LOOK_EVERY_MILLIS))) {
        look(one);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    }

    private void report(Expected one) {
      Map<UUID, Report> reports = one.pending().reports();
      for (UUID target : one.pending().targets()) {
        @Nullable Report report = reports.get(target);
        caller
            .reports()
            .accept(
                new DeliveryReport(
                    names.getOrDefault(target, target.toString()),
                    state(report),
                    report == null ? "" : report.detail()));
      }
    }

    /** What is known by target, of the first change of the write. */
    Map<UUID, Report> outcome() {
      return expected.isEmpty() ? Map.of() : expected.get(0).pending().reports();
    }

    @Override
    public void close() {
      expected.forEach(one -> one.pending().close());
      expected.clear();
    }
  }

  /** One change and who is waited for. */
  private record Expected(ResourceId resource, Wait pending) {}

  private void look(Expected one) {
    DeliveryLog.Selection ofResource = new DeliveryLog.Selection(null, one.resource(), null, null);
    for (DeliveryLog.Entry entry : log.operations(ofResource, null, NEWEST)) {
      if (entry.change().equals(one.pending().change())) {
        one.pending().take(entry.lane().target(), new Report(stand(entry), entry.detail()));
      }
    }
  }

  private static Stand stand(DeliveryLog.Entry entry) {
    return switch (entry.state()) {
      case DONE, SUPERSEDED -> Stand.DONE;
      case WAITING -> Stand.RETRIED;
      case PENDING, DEAD, HELD, DISCARDED -> Stand.STOPPED;
    };
  }

  private static DeliveryReport.State state(@Nullable Report report) {
    if (report == null || report.stand() == Stand.RETRIED) {
      return DeliveryReport.State.WAITING;
    }
    return report.stand() == Stand.DONE ? DeliveryReport.State.DONE : DeliveryReport.State.STOPPED;
  }
}

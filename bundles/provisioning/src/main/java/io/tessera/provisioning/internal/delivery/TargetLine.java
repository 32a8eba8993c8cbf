package io.tessera.provisioning.internal.delivery;

import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.store.spi.LaneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One target's share of the dispatcher: its own threads, its own bounded number of leased lanes and
 * its own health, so that it can harm no other.
 */
final class TargetLine {
  /** Lanes leased for each call that may be under way, so that no thread waits for the next. */
  private static final int LEASED_FOR_EACH_CALL = 8;

  private static final int MOST_LEASED = 1024;
  private static final long IDLE_SECONDS = 10;

  private final Map<LaneKey, Held> leased = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private final TargetHealth health;
  private final Concurrency concurrency;
  private final RateLimit rate = new RateLimit();
  private final Supplier<Instant> clock;
  private final AttachedConnector connector;

  /** A lease. {@code begun} is null while it waits for its turn. */
  private record Held(long epoch, @Nullable Instant begun) {}

  /**
   * @param connector the line was made for; another one gets a new line
   */
  TargetLine(
      String name,
      Concurrency concurrency,
      Backoff pauses,
      Supplier<Instant> clock,
      AttachedConnector connector) {
    this.concurrency = concurrency;
    this.clock = clock;
    this.health = new TargetHealth(clock, pauses, concurrency);
    this.connector = connector;
    this.threads =
        new ThreadPoolExecutor(
            concurrency.limit(),
            concurrency.limit(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_LEASED),
            work -> {
              Thread thread = new Thread(work, "deliver-" + name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Takes changed settings over, and how many calls the target takes just now. */
  void adjust(DeliverySettings settings) {
    concurrency.atMost(settings.concurrency());
    int calls = Math.max(1, concurrency.limit());
    if (calls > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(calls);
      threads.setCorePoolSize(calls);
    } else if (calls < threads.getCorePoolSize()) {
      threads.setCorePoolSize(calls);
      threads.setMaximumPoolSize(calls);
    }
  }

  /** Waits for the next turn, when operations are limited by time. */
  void awaitTurn(DeliverySettings settings) throws InterruptedException {
    Duration turn = rate.turn(settings.rate(), clock.get());
    if (!turn.isZero()) {
      TimeUnit.NANOSECONDS.sleep(turn.toNanos());
    }
  }

  boolean serves(AttachedConnector present) {
    return connector == present;
  }

  TargetHealth health() {
    return health;
  }

  /** How many more lanes may be leased now. */
  int room(DeliverySettings settings) {
    int calls = health.allowance();
    int most = calls <= 1 ? calls : Math.min(MOST_LEASED, calls * LEASED_FOR_EACH_CALL);
    if (settings.rate() > 0) {
      // No more than has its turn within a second or two.
      most = Math.min(most, settings.rate() * 2);
    }
    return Math.max(0, most - leased.size());
  }

  /**
   * Leases held now, with their epochs.
   *
   * @param limit how long a delivery may take; the leases of those that take longer are given up
   */
  Map<LaneKey, Long> leased(Duration limit) {
    Instant oldest = clock.get().minus(limit);
    Map<LaneKey, Long> result = new HashMap<>();
    leased.forEach(
        (key, held) -> {
          Instant begun = held.begun();
          if (begun == null || begun.isAfter(oldest)) {
            result.put(key, held.epoch());
          }
        });
    return result;
  }

  boolean isIdle() {
    return leased.isEmpty();
  }

  /** How many deliveries take longer than they may, although they were interrupted. */
  long stuck(Duration limit) {
    return (long) leased.size() - leased(limit).size();
  }

  void submit(LaneKey key, long epoch, Runnable work) {
    leased.put(key, new Held(epoch, null));
    threads.execute(
        () -> {
          leased.put(key, new Held(epoch, clock.get()));
          work.run();
        });
  }

  void givenBack(LaneKey key) {
    leased.remove(key);
  }

  /** Lets what runs end by itself; starts nothing more. */
  void close() {
    threads.shutdown();
  }

  /** Interrupts what still runs. */
  void closeNow() {
    threads.shutdownNow();
  }
}

package io.tessera.provisioning.internal.delivery;

import io.tessera.store.spi.LaneKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One target's share of the dispatcher: its own threads, its own bounded number of leased lanes and
 * its own health, so that it can harm no other.
 */
final class TargetLine {
  /** Calls to one target at once. */
  static final int THREADS = 8;

  /** Lanes leased at once, those waiting for a thread included. */
  static final int LEASED = 64;

  private static final long IDLE_SECONDS = 10;

  private final Map<LaneKey, Long> leased = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private final TargetHealth health;
  private final Object generation;

  /**
   * @param generation what the line was made for; a new connector gets a new line
   */
  TargetLine(String name, TargetHealth health, Object generation) {
    this.health = health;
    this.generation = generation;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LEASED),
            work -> {
              Thread thread = new Thread(work, "deliver-" + name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  boolean servesStill(Object present) {
    return generation == present;
  }

  TargetHealth health() {
    return health;
  }

  /** How many more lanes may be leased now. */
  int room() {
    return Math.max(0, health.allowance(LEASED) - leased.size());
  }

  /** Leases held now, with their epochs. */
  Map<LaneKey, Long> leased() {
    return leased;
  }

  void submit(LaneKey key, long epoch, Runnable work) {
    leased.put(key, epoch);
    threads.execute(work);
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

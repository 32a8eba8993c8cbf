package io.tessera.inbound.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords each address may still try. Each try takes a drop before the password is
 * hashed; a right one puts it back; drops come back with time.
 */
final class FailureBuckets {
  private static final int MAX_SOURCES = 10_000;

  /** Drops left at a moment. */
  private record Level(double drops, long atNanos) {}

  private final int capacity;
  private final Duration refill;
  private final double dropsPerNano;
  private final LongSupplier nanoTime;
  private final Map<String, Level> levels = new ConcurrentHashMap<>();

  /**
   * @param capacity how many tries in a row
   * @param refill how long until one more
   */
  FailureBuckets(int capacity, Duration refill, LongSupplier nanoTime) {
    this.capacity = capacity;
    this.refill = refill;
    this.dropsPerNano = 1.0 / refill.toNanos();
    this.nanoTime = nanoTime;
  }

  /** How long until there is one more drop. */
  Duration refill() {
    return refill;
  }

  /** Takes a drop; false when there is none. */
  boolean take(String source) {
    if (levels.size() >= MAX_SOURCES) {
      forgetFull();
    }
    long now = nanoTime.getAsLong();
    boolean[] taken = new boolean[1];
    levels.compute(
        source,
        (s, before) -> {
          double drops = drops(before, now);
          taken[0] = drops >= 1;
          return new Level(taken[0] ? drops - 1 : drops, now);
        });
    return taken[0];
  }

  /** Puts the drop of a right password back. */
  void giveBack(String source) {
    long now = nanoTime.getAsLong();
    levels.computeIfPresent(
        source,
        (s, before) -> {
          double drops = drops(before, now) + 1;
          return drops >= capacity ? null : new Level(drops, now);
        });
  }

  private double drops(@org.jspecify.annotations.Nullable Level level, long now) {
    return level == null
        ? capacity
        : Math.min(capacity, level.drops() + (now - level.atNanos()) * dropsPerNano);
  }

  /** Sources that never failed, or long ago, need no memory; the rest must go too when too many. */
  private void forgetFull() {
    long now = nanoTime.getAsLong();
    levels.values().removeIf(level -> drops(level, now) >= capacity);
    if (levels.size() >= MAX_SOURCES) {
      levels.clear();
    }
  }
}

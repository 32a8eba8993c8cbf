package io.tessera.store.jpa.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7 (RFC 9562 section 5.7): milliseconds, a counter that makes those of one
 * process ascend, and randomness.
 */
final class TimeOrderedIds {
  private static final int COUNTER_BITS = 12;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  /** What is at most as great as the ids of that time and later, as text. */
  static String first(Instant at) {
    String hex = String.format(Locale.ROOT, "%012x", Math.max(0, at.toEpochMilli()));
    return hex.substring(0, 8) + "-" + hex.substring(8);
  }

  /** When an id was taken, in milliseconds since 1970. */
  static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }

  UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long most = (tick >>> COUNTER_BITS) << 16 | VERSION | (tick & COUNTER_MASK);
    return new UUID(most, random.nextLong() >>> 2 | VARIANT);
  }
}

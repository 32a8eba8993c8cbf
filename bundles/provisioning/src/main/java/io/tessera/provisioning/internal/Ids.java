package io.tessera.provisioning.internal;

import io.tessera.model.ResourceId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids: random ones for things, time-ordered ones for what happens. */
public final class Ids {
  private static final int SEQUENCE_BITS = 12;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;
  private static final long VARIANT_MASK = 0x3fffffffffffffffL;

  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();
  private final Clock clock;

  public Ids(Clock clock) {
    this.clock = clock;
  }

  public ResourceId resource() {
    return new ResourceId(random());
  }

  /** UUID version 4. */
  public UUID random() {
    return UUID.randomUUID();
  }

  /**
   * UUID version 7 (RFC 9562 section 5.7), strictly growing on this node: the 12 bits behind the
   * milliseconds count what falls into one.
   */
  public UUID ordered() {
    long now = clock.millis() << SEQUENCE_BITS;
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long millis = tick >>> SEQUENCE_BITS;
    long sequence = tick & ((1 << SEQUENCE_BITS) - 1);
    long high = (millis << 16) | VERSION_7 | sequence;
    long low = (random.nextLong() & VARIANT_MASK) | VARIANT;
    return new UUID(high, low);
  }
}

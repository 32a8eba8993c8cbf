package io.tessera.metering;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** How well something that is kept in memory to save work does so. Safe for several threads. */
public final class CacheFigures implements MeterSource {
  private static final String CACHE = "cache";
  private static final Meter HITS =
      Meter.counter("tessera_cache_hits", "Work that was saved by what is in memory.", CACHE);
  private static final Meter MISSES =
      Meter.counter("tessera_cache_misses", "What was looked for in memory and not there.", CACHE);
  private static final Meter EVICTIONS =
      Meter.counter(
          "tessera_cache_evictions", "What went to make room, too old or for others.", CACHE);
  private static final Meter ENTRIES =
      Meter.gauge("tessera_cache_entries", "What is in memory.", CACHE);

  private final String cache;
  private final IntSupplier size;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * @param cache its name, a word
   * @param size how many entries it has now; asked from any thread
   */
  public CacheFigures(String cache, IntSupplier size) {
    this.cache = cache;
    this.size = size;
  }

  /** Something was looked for. */
  public void asked(boolean found) {
    (found ? hits : misses).increment();
  }

  /** So many entries went to make room. */
  public void evicted(int number) {
    evictions.add(number);
  }

  @Override
  public void tell(Readings readings) {
    readings.value(HITS, hits.sum(), cache);
    readings.value(MISSES, misses.sum(), cache);
    readings.value(EVICTIONS, evictions.sum(), cache);
    readings.value(ENTRIES, size.getAsInt(), cache);
  }
}

package io.tessera.provisioning.internal.administration;

import io.tessera.metering.CacheFigures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read for five seconds: a caller that signs in with every request costs no
 * query each, and what another node changes acts at once, as people see it.
 */
final class ShortMemory<K, V> {
  private static final long STALE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MAX_REMEMBERED = 1000;

  private final Map<K, Remembered<V>> remembered = new ConcurrentHashMap<>();
  private final CacheFigures figures;
  private final Function<? super K, ? extends V> read;

  private record Remembered<V>(V value, long readAt) {}

  /**
   * @param name in the figures
   */
  ShortMemory(String name, Function<? super K, ? extends V> read) {
    this.figures = new CacheFigures(name, remembered::size);
    this.read = read;
  }

  V get(K key) {
    long now = System.nanoTime();
    @Nullable Remembered<V> known = remembered.get(key);
    boolean fresh = known != null && now - known.readAt() < STALE_NANOS;
    figures.asked(fresh);
    if (known != null && fresh) {
      return known.value();
    }
    return refresh(key);
  }

  /** Reads, and remembers that. */
  V refresh(K key) {
    long now = System.nanoTime();
    V value = read.apply(key);
    if (remembered.size() >= MAX_REMEMBERED) {
      figures.evicted(remembered.size());
      remembered.clear();
    }
    remembered.put(key, new Remembered<>(value, now));
    return value;
  }

  /** How many queries were saved. */
  CacheFigures figures() {
    return figures;
  }

  void forgetAll() {
    remembered.clear();
  }
}

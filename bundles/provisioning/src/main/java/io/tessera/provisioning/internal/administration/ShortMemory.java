package io.tessera.provisioning.internal.administration;

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
  private final Function<? super K, ? extends V> read;

  private record Remembered<V>(V value, long readAt) {}

  ShortMemory(Function<? super K, ? extends V> read) {
    this.read = read;
  }

  V get(K key) {
    long now = System.nanoTime();
    @Nullable Remembered<V> known = remembered.get(key);
    if (known != null && now - known.readAt() < STALE_NANOS) {
      return known.value();
    }
    return refresh(key);
  }

  /** Reads, and remembers that. */
  V refresh(K key) {
    long now = System.nanoTime();
    V value = read.apply(key);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(key, new Remembered<>(value, now));
    return value;
  }

  void forgetAll() {
    remembered.clear();
  }
}

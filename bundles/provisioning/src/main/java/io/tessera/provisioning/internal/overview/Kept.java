package io.tessera.provisioning.internal.overview;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time to find out. Whoever asks gets what was found out last, and has it
 * found out anew in the background when it is old: after a second, or later where finding out takes
 * so long that it would be done all the time.
 */
final class Kept<T> {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** At most so much of the time is spent on finding out. */
  private static final long SHARE = 20;

  private final Supplier<T> source;
  private final Executor background;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Found<T>> last = new AtomicReference<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  Kept(Supplier<T> source, Executor background, LongSupplier nanoTime) {
    this.source = source;
    this.background = background;
    this.nanoTime = nanoTime;
  }

  private record Found<T>(T value, long at, long took) {}

  T get() {
    Found<T> found = last.get();
    if (found == null) {
      return find().value();
    }
    long age = nanoTime.getAsLong() - found.at();
    if (age > Math.max(FRESH, SHARE * found.took()) && busy.compareAndSet(false, true)) {
      background.execute(this::refresh);
    }
    return found.value();
  }

  private void refresh() {
    try {
      find();
    } finally {
      busy.set(false);
    }
  }

  private Found<T> find() {
    long begin = nanoTime.getAsLong();
    T value = source.get();
    long end = nanoTime.getAsLong();
    Found<T> found = new Found<>(value, end, end - begin);
    last.set(found);
    return found;
  }
}

package io.tessera.connector.csv.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks on files that others honour as well: {@code users.csv} is locked by a POSIX record lock on
 * {@code users.csv.lock} beside it. The file itself cannot carry the lock, because it is replaced.
 *
 * <p>A process loses its record locks when it closes any channel to the lock file, so that in this
 * process a second lock comes before the channel is opened. There is one of these objects per
 * process.
 */
final class Locks {
  private final Map<Path, ReentrantLock> here = new ConcurrentHashMap<>();

  /** A lock that is held until it is closed, by the thread that took it. */
  static final class Held implements AutoCloseable {
    private final ReentrantLock ours;
    private final FileChannel channel;

    private Held(ReentrantLock ours, FileChannel channel) {
      this.ours = ours;
      this.channel = channel;
    }

    /** Closing the channel gives the record lock back. */
    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        ours.unlock();
      }
    }
  }

  /**
   * Waits until nobody else has it; an interrupt ends the wait.
   *
   * @param file its real path
   * @throws InterruptedException the wait in this process was interrupted
   * @throws IOException the lock file cannot be made, or the wait for another process was
   *     interrupted
   */
  Held take(Path file) throws IOException, InterruptedException {
    ReentrantLock ours = of(file);
    ours.lockInterruptibly();
    return open(ours, file, channel -> channel.lock() != null).orElseThrow();
  }

  /**
   * As {@link #take}, but empty instead of a wait for another process.
   *
   * @param bound how long to wait for others in this process, who may wait for another one
   */
  Optional<Held> takeIfFree(Path file, Duration bound) throws IOException, InterruptedException {
    ReentrantLock ours = of(file);
    return ours.tryLock(bound.toMillis(), TimeUnit.MILLISECONDS)
        ? open(ours, file, channel -> channel.tryLock() != null)
        : Optional.empty();
  }

  private ReentrantLock of(Path file) {
    return here.computeIfAbsent(file, f -> new ReentrantLock());
  }

  /** A way to lock. */
  private interface Attempt {
    boolean on(FileChannel channel) throws IOException;
  }

  /** Leaves nothing open and nothing locked unless it gives the lock. */
  private static Optional<Held> open(ReentrantLock ours, Path file, Attempt attempt)
      throws IOException {
    boolean taken = false;
    try {
      FileChannel channel = channel(file);
      try {
        taken = attempt.on(channel);
        return taken ? Optional.of(new Held(ours, channel)) : Optional.empty();
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        ours.unlock();
      }
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file.resolveSibling(file.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }
}

package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where callers queue for the files. One thread serves all who wait at a time and writes once for
 * all of them, so that a file is rewritten as often as batches form, not as often as somebody asks.
 * The thread goes away when nobody has asked for a while.
 */
final class Desk implements AutoCloseable {
  private static final int MOST_AT_ONCE = 1_000;
  private static final long IDLE_SECONDS = 10;

  private final Books books;
  private final Duration bound;
  private final Queue<Request<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor thread;

  /**
   * @param bound how long a caller waits at most
   */
  Desk(Books books, Duration bound) {
    this.books = books;
    this.bound = bound;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            r -> new Thread(r, "tessera-csv"));
    thread.allowCoreThreadTimeOut(true);
  }

  /** Has work done and waits for it to be on the disk. */
  <T> T ask(Request.Work<T> work) throws TargetFailure, InterruptedException {
    Request<T> request = new Request<>(work);
    waiting.add(request);
    try {
      thread.execute(this::serve);
    } catch (RejectedExecutionException closed) {
      throw stopping();
    }
    return request.await(bound);
  }

  /** Serves all who wait; there may be nobody left, for others were served along. */
  private void serve() {
    if (waiting.isEmpty()) {
      return;
    }
    try (Books.Opened opened = books.open()) {
      // Who comes while we wait for the lock is served along.
      carryOut(batch(), opened);
    } catch (TargetFailure refused) {
      batch().forEach(request -> request.fail(refused));
    } catch (InterruptedException closing) {
      batch().forEach(request -> request.fail(stopping()));
    }
  }

  private static void carryOut(List<Request<?>> batch, Books.Opened opened) {
    boolean saved = false;
    try {
      for (Request<?> request : batch) {
        request.carryOut(opened);
      }
      opened.save();
      saved = true;
      batch.forEach(Request::answer);
    } catch (TargetFailure failure) {
      batch.forEach(request -> request.fail(failure));
    } finally {
      if (!saved) {
        opened.abandon();
        TargetFailure broken = TargetFailure.of(FailureKind.UNKNOWN, "The connector broke down.");
        batch.forEach(request -> request.fail(broken));
      }
    }
  }

  private List<Request<?>> batch() {
    List<Request<?>> batch = new ArrayList<>();
    while (batch.size() < MOST_AT_ONCE) {
      Request<?> next = waiting.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private static TargetFailure stopping() {
    return TargetFailure.of(FailureKind.TRANSIENT, "The connector is being stopped.");
  }

  /** Finishes what was asked for, within the bound. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

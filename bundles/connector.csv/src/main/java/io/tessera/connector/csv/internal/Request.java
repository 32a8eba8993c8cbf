package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one caller asks for: carried out by another thread, answered when it is on the disk. One
 * that nobody waits for any more is not begun.
 */
final class Request<T> {
  private final Work<T> work;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T result;
  private @Nullable TargetFailure failure;

  /** What is to be done with the open files. */
  interface Work<T> {
    T with(Books.Opened books) throws TargetFailure;
  }

  private enum State {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  Request(Work<T> work) {
    this.work = work;
  }

  /** Changes the sheets; the answer has to wait for them to be saved. */
  void carryOut(Books.Opened books) {
    if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
      return;
    }
    try {
      result = work.with(books);
    } catch (TargetFailure refused) {
      failure = refused;
    }
  }

  /** What was changed is saved. */
  void answer() {
    if (failure != null) {
      answer.completeExceptionally(failure);
    } else {
      answer.complete(result);
    }
  }

  /** Has no effect on one that was answered. */
  void fail(TargetFailure why) {
    answer.completeExceptionally(why);
  }

  /**
   * Waits for the answer.
   *
   * @throws TargetFailure it could not be done, or there was no answer in time
   * @throws InterruptedException it may be done nevertheless when it was begun
   */
  T await(Duration bound) throws TargetFailure, InterruptedException {
    try {
      return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw late(bound);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TargetFailure known) {
        throw known;
      }
      throw new IllegalStateException(failed);
    } finally {
      state.compareAndSet(State.WAITING, State.WITHDRAWN);
    }
  }

  private TargetFailure late(Duration bound) {
    boolean begun = !state.compareAndSet(State.WAITING, State.WITHDRAWN);
    return begun
        ? TargetFailure.of(
            FailureKind.UNKNOWN, "The file was not written within " + bound.toMillis() + " ms.")
        : TargetFailure.of(
            FailureKind.TRANSIENT,
            "It was not begun within "
                + bound.toMillis()
                + " ms: another program has the file locked, or the disk is slow.");
  }
}

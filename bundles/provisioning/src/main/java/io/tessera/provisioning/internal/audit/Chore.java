package io.tessera.provisioning.internal.audit;

import io.tessera.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that comes back for ever, on a thread of its own, until it is closed. */
public final class Chore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chore.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final long STOP_SECONDS = 5;

  private final String name;
  private final Supplier<Duration> step;
  private final ScheduledThreadPoolExecutor worker;

  /**
   * @param step does a little and answers when it wants to come back
   */
  public Chore(String name, Supplier<Duration> step) {
    this.name = name;
    this.step = step;
    this.worker =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "tessera-" + name);
              thread.setDaemon(true);
              return thread;
            }) {
          @Override
          protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
            tell(work);
          }
        };
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  public void start(Duration delay) {
    again(delay);
  }

  private void again(Duration delay) {
    try {
      ScheduledFuture<?> next =
          worker.schedule(this::work, delay.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("{}: again in {}: {}", name, delay, next);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("{} stops", name);
    }
  }

  private void work() {
    Duration next = AFTER_FAILURE;
    try {
      next = step.get();
    } catch (UnavailableException trouble) {
      LOG.debug("{} waits for the database", name, trouble);
      next = AFTER_TROUBLE;
    } finally {
      again(next);
    }
  }

  /** What nobody expected is told and tried again later. */
  private void tell(Runnable work) {
    if (work instanceof Future<?> done && done.isDone() && !done.isCancelled()) {
      try {
        done.get();
      } catch (ExecutionException failure) {
        LOG.error("{} failed; it is tried again in a minute", name, failure.getCause());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException stopping) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

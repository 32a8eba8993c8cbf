package io.tessera.provisioning.internal.delivery;

import io.tessera.model.UnavailableException;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives results back to the store, many in one transaction, on a thread of its own. While the
 * database is away results are kept and given back when it is there again; should the leases have
 * run out by then, the work is repeated, which does no harm.
 */
final class Completions implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Completions.class);
  private static final int BATCH = 128;
  private static final int CAPACITY = 4096;
  private static final long POLL_MILLIS = 200;
  private static final long PAUSE_MILLIS = 500;

  /**
   * @param news told once the completion has taken effect
   */
  private record Result(Completion completion, Runnable news) {}

  private final BlockingQueue<Result> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final Lanes lanes;
  private final Consumer<LaneKey> afterwards;
  private volatile boolean stopped;

  /**
   * @param afterwards told of each lane that was given back
   */
  Completions(Lanes lanes, Consumer<LaneKey> afterwards) {
    this.lanes = lanes;
    this.afterwards = afterwards;
  }

  /**
   * Waits while the database is too slow to take results.
   *
   * @param news told once the completion has taken effect
   */
  void add(Completion completion, Runnable news) throws InterruptedException {
    waiting.put(new Result(completion, news));
  }

  /** What is still waiting is given back before the thread ends. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped || !waiting.isEmpty()) {
      try {
        Result first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Result> batch = new ArrayList<>(BATCH);
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          giveBack(batch);
        }
      } catch (InterruptedException notStopped) {
        // A Derby that shuts itself down interrupts whoever is at work in it. Only stop() ends us.
        LOG.debug("interrupted while waiting for results", notStopped);
      }
    }
  }

  private void giveBack(List<Result> batch) {
    while (true) {
      try {
        takeEffect(batch);
        break;
      } catch (UnavailableException away) {
        if (stopped) {
          break;
        }
        LOG.warn("results of {} lanes wait for the database", batch.size());
        pause();
      } catch (RuntimeException bug) {
        // Everything is caught: without this thread no target is served any more.
        oneByOne(batch, bug);
        break;
      }
    }
    batch.forEach(r -> afterwards.accept(r.completion().key()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException notStopped) {
      LOG.debug("interrupted while the database is away", notStopped);
    }
  }

  private void takeEffect(List<Result> batch) {
    Set<LaneKey> refused = lanes.complete(batch.stream().map(Result::completion).toList());
    if (!refused.isEmpty()) {
      LOG.warn("{} results came after their leases had been taken by others", refused.size());
    }
    for (Result result : batch) {
      if (!refused.contains(result.completion().key())) {
        result.news().run();
      }
    }
  }

  /** One result that cannot be taken back holds no other; its lane is worked on again. */
  private void oneByOne(List<Result> batch, RuntimeException why) {
    if (batch.size() == 1) {
      LOG.error("the result of {} was lost", batch.get(0).completion().key(), why);
      return;
    }
    for (Result result : batch) {
      try {
        takeEffect(List.of(result));
      } catch (RuntimeException bug) {
        LOG.error("the result of {} was lost", result.completion().key(), bug);
      }
    }
  }
}

package io.tessera.provisioning.internal.indexing;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.AttributeIndex.State;
import io.tessera.provisioning.internal.configuration.AttributeIndexes;
import io.tessera.provisioning.internal.configuration.AttributeIndexes.Index;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Bookmarks.Bookmark;
import io.tessera.store.spi.Resources.Reindexed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds and removes the indexes of attributes in the background, a few hundred resources in one
 * transaction. Every write keeps an index from the moment it is configured; what was there before
 * is done here. It begins a while after that moment, when no transaction is left that began before
 * it, and no node that has not heard of it. Every step may be done twice, by two nodes or after a
 * crash.
 */
@Component(service = IndexBuilder.class, immediate = true)
@Designate(ocd = IndexBuilder.Config.class)
public final class IndexBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);
  private static final int ENTRIES = 1000;
  private static final long LOOK_MILLIS = 1000;
  private static final long TROUBLE_MILLIS = 60_000;
  private static final long STOP_SECONDS = 5;
  private static final String CLEARED = "";

  private final Store store;
  private final LiveConfiguration configuration;
  private final Config config;
  private final Clock clock = Clock.systemUTC();
  private final ScheduledThreadPoolExecutor worker;

  /** How much at once. */
  @ObjectClassDefinition(name = "Building of attribute indexes")
  public @interface Config {
    @AttributeDefinition(description = "Resources in one transaction")
    int batch() default 200;

    @AttributeDefinition(description = "Milliseconds between two transactions, left to others")
    long pauseMillis() default 20;

    @AttributeDefinition(
        description =
            "Milliseconds between a change of the configuration and the begin of building; longer"
                + " than a transaction may take")
    long settleMillis() default 5_000;
  }

  @Activate
  public IndexBuilder(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      Config config) {
    this.store = store;
    this.configuration = configuration;
    this.config = config;
    this.worker =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "tessera-indexing");
              thread.setDaemon(true);
              return thread;
            }) {
          @Override
          protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
            tell(work);
          }
        };
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    again(LOOK_MILLIS);
  }

  /** What nobody expected is told and tried again later. */
  private static void tell(Runnable work) {
    if (work instanceof Future<?> done && done.isDone() && !done.isCancelled()) {
      try {
        done.get();
      } catch (ExecutionException failure) {
        LOG.error("indexing failed; it is tried again in a minute", failure.getCause());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Deactivate
  void stop() throws InterruptedException {
    worker.shutdown();
    if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      worker.shutdownNow();
    }
  }

  private void again(long millis) {
    try {
      ScheduledFuture<?> next = worker.schedule(this::work, millis, TimeUnit.MILLISECONDS);
      LOG.trace("indexing looks again in {} ms: {}", millis, next);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("indexing stops");
    }
  }

  private void work() {
    boolean more = false;
    boolean understood = false;
    try {
      more = step();
      understood = true;
    } catch (UnavailableException trouble) {
      LOG.debug("indexing waits for the database", trouble);
      understood = true;
    } catch (RejectedException overtaken) {
      LOG.debug("indexing: the configuration changed meanwhile", overtaken);
      understood = true;
    } finally {
      again(understood ? more ? config.pauseMillis() : LOOK_MILLIS : TROUBLE_MILLIS);
    }
  }

  /** One transaction's worth of work; false when there was none. */
  private boolean step() {
    Optional<Index> due =
        configuration.held().indexes().all().stream().filter(this::isDue).findFirst();
    if (due.isEmpty()) {
      return false;
    }
    boolean ended = store.write(tx -> step(tx, due.get()));
    if (ended) {
      Snapshot now = configuration.refresh();
      LOG.info(
          "index of {} {}: {}",
          due.get().type().scimName(),
          due.get().path(),
          now.indexes().find(due.get().id()).map(i -> i.state().name()).orElse("removed"));
    }
    return true;
  }

  private boolean isDue(Index index) {
    State state = index.state();
    return (state == State.BUILDING || state == State.REMOVING)
        && clock.millis() - config.settleMillis() >= index.since();
  }

  /** Whether the index is complete or gone with this step. */
  private boolean step(Transaction tx, Index due) {
    Snapshot snapshot = configuration.in(tx);
    Optional<Index> present = snapshot.indexes().find(due.id()).filter(this::isDue);
    if (present.isEmpty()) {
      return true;
    }
    Index index = present.get();
    Optional<Bookmark> bookmark =
        tx.bookmarks().find(index.id()).filter(b -> b.generation() == index.generation());
    if (index.state() == State.REMOVING) {
      return removed(tx, index);
    }
    return bookmark.isEmpty() ? cleared(tx, index) : filled(tx, snapshot, index, bookmark.get());
  }

  private static boolean removed(Transaction tx, Index index) {
    if (tx.resources().unindex(index.type(), index.path(), ENTRIES) >= ENTRIES) {
      return false;
    }
    AttributeIndexes.removed(tx.configurations(), index);
    tx.bookmarks().remove(index.id());
    return true;
  }

  /** Entries of an earlier time, by another definition or with values that changed since. */
  private static boolean cleared(Transaction tx, Index index) {
    if (tx.resources().unindex(index.type(), index.path(), ENTRIES) < ENTRIES) {
      tx.bookmarks().put(new Bookmark(index.id(), index.generation(), CLEARED, 0));
    }
    return false;
  }

  private boolean filled(Transaction tx, Snapshot snapshot, Index index, Bookmark bookmark) {
    @Nullable String at = bookmark.at();
    @Nullable ResourceId after =
        at == null || at.equals(CLEARED) ? null : ResourceId.parse(at).orElse(null);
    Reindexed step =
        tx.resources().reindex(snapshot.schema(index.type()), index.path(), after, config.batch());
    @Nullable ResourceId last = step.last();
    if (last != null) {
      long done = bookmark.done() + step.done();
      tx.bookmarks().put(new Bookmark(index.id(), index.generation(), last.toString(), done));
      return false;
    }
    AttributeIndexes.ready(tx.configurations(), index, clock.millis());
    tx.bookmarks().remove(index.id());
    return true;
  }
}

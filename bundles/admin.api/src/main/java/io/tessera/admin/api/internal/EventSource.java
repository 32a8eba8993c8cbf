package io.tessera.admin.api.internal;

import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Overviews;
import io.tessera.provisioning.api.admin.Run;
import io.tessera.provisioning.api.admin.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at what has changed, for all listeners of this node, and only while there are
 * any. A listener is let go after ten minutes and comes back by itself: so it is asked again who it
 * is.
 */
@Component(service = EventSource.class)
public final class EventSource {
  private static final Logger LOG = LoggerFactory.getLogger(EventSource.class);
  private static final int MOST_LISTENERS = 64;
  private static final int MOST_OPERATIONS = 50;
  private static final long EVERY_MILLIS = 1_000;
  private static final long LIFE_NANOS = Duration.ofMinutes(10).toNanos();
  private static final Deliveries.Search ANY =
      new Deliveries.Search(Set.of(), Set.of(), Set.of(), null, null, null);

  private final Overviews overviews;
  private final Runs runs;
  private final Deliveries deliveries;
  private final LongSupplier nanoTime = System::nanoTime;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread looking = new Thread(work, "tessera-events");
            looking.setDaemon(true);
            return looking;
          });

  @Activate
  public EventSource(
      @Reference(name = "overviews") Overviews overviews,
      @Reference(name = "runs") Runs runs,
      @Reference(name = "deliveries") Deliveries deliveries) {
    this.overviews = overviews;
    this.runs = runs;
    this.deliveries = deliveries;
    thread.setRemoveOnCancelPolicy(true);
    ScheduledFuture<?> looking =
        thread.scheduleWithFixedDelay(
            this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    LOG.trace("looking: {}", looking);
  }

  @Deactivate
  void stop() {
    thread.shutdownNow();
    listeners.forEach(listener -> listener.stream().end());
  }

  boolean isFull() {
    return listeners.size() >= MOST_LISTENERS;
  }

  /** Tells somebody how all stands, and from then on what changes. */
  void tell(Caller caller, EventStream stream) {
    Listener listener = new Listener(caller, stream, nanoTime.getAsLong());
    listeners.add(listener);
    try {
      thread.execute(() -> tell(List.of(listener)));
    } catch (RejectedExecutionException stopping) {
      stream.end();
    }
  }

  private void look() {
    listeners.removeIf(
        listener -> {
          if (nanoTime.getAsLong() - listener.since() > LIFE_NANOS) {
            listener.stream().end();
          }
          return listener.stream().hasEnded();
        });
    if (!listeners.isEmpty()) {
      tell(listeners);
    }
  }

  private void tell(List<Listener> some) {
    try {
      Caller all = Caller.internal("events", "");
      List<Run> running = runs.list(all);
      List<OperationView> newest = deliveries.search(all, ANY, null, MOST_OPERATIONS).items();
      for (Listener listener : some) {
        listener.tell(overviews.overview(listener.caller()), running, newest);
      }
    } catch (UnavailableException away) {
      LOG.debug("listeners wait for the database", away);
      some.forEach(Listener::ping);
    } catch (RuntimeException bug) {
      // Everything is caught: a task that throws would never be run again.
      LOG.error("listeners were told nothing", bug);
    }
  }
}

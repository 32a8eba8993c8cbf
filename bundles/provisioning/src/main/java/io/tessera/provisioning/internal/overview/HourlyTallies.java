package io.tessera.provisioning.internal.overview;

import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.provisioning.internal.delivery.DeliveryFigures;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.provisioning.internal.delivery.NodeIdentity;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Tallies.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * What was accepted, delivered and failed in each of the last hours, in memory and up to date by a
 * few seconds. What was accepted is counted in the journal, an hour once when it is over; what was
 * delivered is what the nodes have counted and written down.
 */
@Component(service = HourlyTallies.class)
public final class HourlyTallies {
  private static final int HOURS = 24;
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration KEPT = Duration.ofDays(8);

  /** Changes become visible that much later than they were made. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Store store;
  private final AuditTrail trail;
  private final MeterSource figures;
  private final String node;
  private final Clock clock;
  private final Chore chore = new Chore("tallies", this::step);

  /** Of the chore's thread: counts of hours that are over. */
  private final TreeMap<Instant, Long> accepted = new TreeMap<>();

  /** Of the chore's thread: what was written down of this node's counters. */
  private final Map<List<String>, Double> written = new HashMap<>();

  /** Of the chore's thread: how many changes of this hour there are up to then. */
  private long settled;

  private Instant settledUntil = Instant.EPOCH;

  private Instant purged = Instant.EPOCH;
  private volatile List<Hour> hours = List.of();

  @Activate
  public HourlyTallies(
      @Reference(name = "store") Store store,
      @Reference(name = "trail") AuditTrail trail,
      @Reference(name = "dispatcher") Dispatcher dispatcher,
      @Reference(name = "node") NodeIdentity node) {
    this(store, trail, dispatcher.figures(), node.name(), Clock.systemUTC());
    chore.start(EVERY);
  }

  HourlyTallies(Store store, AuditTrail trail, MeterSource figures, String node, Clock clock) {
    this.store = store;
    this.trail = trail;
    this.figures = figures;
    this.node = node;
    this.clock = clock;
  }

  @Deactivate
  void stop() {
    chore.close();
    try {
      write(hourOf(clock.instant()));
    } catch (UnavailableException away) {
      // What the last seconds delivered is missing from a chart.
      written.clear();
    }
  }

  /** The last 24 hours, the oldest first; fewer until all are counted. */
  public List<Hour> hours() {
    return hours;
  }

  /** One hour that is not counted yet, and the present one. */
  Duration step() {
    Instant now = clock.instant();
    Instant present = hourOf(now);
    write(present);
    Instant oldest = present.minus(HOURS - 1L, ChronoUnit.HOURS);
    accepted.headMap(oldest).clear();
    boolean more = countMissing(oldest, present, now);
    hours = put(oldest, present, countPresent(present, now));
    return more ? SOON : EVERY;
  }

  /** The newest first: those are what people look at. */
  private boolean countMissing(Instant oldest, Instant present, Instant now) {
    Instant hour = present.minus(1, ChronoUnit.HOURS);
    while (!hour.isBefore(oldest)) {
      Instant end = hour.plus(1, ChronoUnit.HOURS);
      if (!accepted.containsKey(hour)) {
        long count = trail.count(hour, end);
        if (now.isBefore(end.plus(LATE))) {
          return false;
        }
        accepted.put(hour, count);
        return true;
      }
      hour = hour.minus(1, ChronoUnit.HOURS);
    }
    return false;
  }

  /** What is new since the last time is looked at; what is older will not become more. */
  private long countPresent(Instant present, Instant now) {
    if (settledUntil.isBefore(present)) {
      settledUntil = present;
      settled = 0;
    }
    Instant late = now.minus(LATE);
    if (late.isAfter(settledUntil)) {
      settled += trail.count(settledUntil, late);
      settledUntil = late;
    }
    return settled + trail.count(settledUntil, now.plusSeconds(60));
  }

  private List<Hour> put(Instant oldest, Instant present, long newest) {
    Map<Instant, long[]> told = new HashMap<>();
    for (Tally tally : store.<List<Tally>>read(tx -> tx.tallies().since(oldest))) {
      long[] sum = told.computeIfAbsent(tally.hour(), h -> new long[2]);
      sum[0] += tally.delivered();
      sum[1] += tally.failed();
    }
    List<Hour> all = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      Instant hour = oldest.plus(i, ChronoUnit.HOURS);
      long[] sum = told.getOrDefault(hour, new long[2]);
      long changes = hour.equals(present) ? newest : accepted.getOrDefault(hour, 0L);
      all.add(new Hour(hour, changes, sum[0], sum[1]));
    }
    return List.copyOf(all);
  }

  /** Writes down what was counted since the last time. */
  private void write(Instant present) {
    Difference difference = new Difference();
    figures.tell(difference);
    if (difference.delivered + difference.failed > 0) {
      Tally tally = new Tally(present, node, difference.delivered, difference.failed);
      store.write(
          tx -> {
            tx.tallies().add(tally);
            return tally;
          });
      written.putAll(difference.now);
    }
    if (!purged.equals(present)) {
      int forgotten = store.<Integer>write(tx -> tx.tallies().purge(present.minus(KEPT)));
      purged = forgotten >= 0 ? present : purged;
    }
  }

  private static Instant hourOf(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /** What has been counted since it was written down last. */
  private final class Difference implements Readings {
    private final Map<List<String>, Double> now = new HashMap<>();
    private long delivered;
    private long failed;

    @Override
    public void value(Meter meter, double value, List<String> labels) {
      if (!meter.name().equals(DeliveryFigures.OPERATIONS)) {
        return;
      }
      now.put(labels, value);
      long more = Math.max(0, Math.round(value - written.getOrDefault(labels, 0.0)));
      switch (labels.get(1)) {
        case "delivered", "superseded" -> delivered += more;
        case "dead" -> failed += more;
        default -> {
          // Neither the one nor the other yet.
        }
      }
    }

    @Override
    public void distribution(Meter meter, Distribution distribution, List<String> labels) {
      // Only counts are tallied.
    }
  }
}

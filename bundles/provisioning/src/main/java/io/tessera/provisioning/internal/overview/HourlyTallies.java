package io.tessera.provisioning.internal.overview;

import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was accepted, delivered and failed in each of the last hours, in memory and up to date by a
 * few seconds. What was accepted is counted in the journal, an hour once when it is over; what was
 * delivered is what the nodes have counted and written down, target by target.
 */
@Component(service = HourlyTallies.class)
public final class HourlyTallies {
  private static final Logger LOG = LoggerFactory.getLogger(HourlyTallies.class);
  private static final int HOURS = 24;
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration KEPT = Duration.ofDays(8);

  /** Changes become visible that much later than they were made. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Store store;
  private final AuditTrail trail;
  private final NodeCount counted;
  private final String node;
  private final Clock clock;
  private final Chore chore = new Chore("tallies", this::step);

  /** Of the chore's thread: counts of hours that are over. */
  private final TreeMap<Instant, Long> accepted = new TreeMap<>();

  private final DeliveredHours delivered = new DeliveredHours();

  /** Of the chore's thread: how many changes of this hour there are up to then. */
  private long settled;

  private Instant settledUntil = Instant.EPOCH;

  private Instant purged = Instant.EPOCH;
  private volatile List<HourOfAll> hours = List.of();

  @Activate
  public HourlyTallies(
      @Reference(name = "store") Store store,
      @Reference(name = "trail") AuditTrail trail,
      @Reference(name = "dispatcher") Dispatcher dispatcher,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "node") NodeIdentity node) {
    this(
        store,
        trail,
        new NodeCount(dispatcher.figures(), name -> idOf(configuration, name)),
        node.name(),
        Clock.systemUTC());
    chore.start(EVERY);
  }

  HourlyTallies(Store store, AuditTrail trail, NodeCount counted, String node, Clock clock) {
    this.store = store;
    this.trail = trail;
    this.counted = counted;
    this.node = node;
    this.clock = clock;
  }

  @Deactivate
  void stop() {
    chore.close();
    try {
      write(hourOf(clock.instant()));
    } catch (UnavailableException away) {
      LOG.debug("what the last seconds delivered is missing from a chart", away);
    }
  }

  private static Optional<UUID> idOf(LiveConfiguration configuration, String target) {
    return configuration.held().target(target).map(found -> found.target().id());
  }

  /** The last 24 hours of all, the oldest first; none until they were looked at once. */
  public List<Hour> hours() {
    return hours.stream().map(HourOfAll::whole).toList();
  }

  /** The same of some targets; what cannot be told target by target is left out. */
  public List<Hour> hours(Set<UUID> targets) {
    return hours.stream().map(hour -> hour.of(targets)).toList();
  }

  /** One hour that is not counted yet, and the present one. */
  Duration step() {
    Instant now = clock.instant();
    Instant present = hourOf(now);
    write(present);
    Instant oldest = present.minus(HOURS - 1L, ChronoUnit.HOURS);
    accepted.headMap(oldest).clear();
    boolean more = countMissing(oldest, present, now);
    hours = put(oldest, present, now, countPresent(present, now));
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

  private List<HourOfAll> put(Instant oldest, Instant present, Instant now, long newest) {
    delivered.read(
        oldest,
        hourOf(now.minus(LATE)),
        hour -> store.<List<Tally>>read(tx -> tx.tallies().since(hour)));
    List<HourOfAll> all = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      Instant hour = oldest.plus(i, ChronoUnit.HOURS);
      long changes = hour.equals(present) ? newest : accepted.getOrDefault(hour, 0L);
      all.add(delivered.hour(hour, changes));
    }
    return List.copyOf(all);
  }

  /** Writes down what was counted since the last time. */
  private void write(Instant present) {
    NodeCount.Unwritten unwritten = counted.look();
    List<Tally> tallies = unwritten.tallies(present, node);
    if (!tallies.isEmpty()) {
      store.write(
          tx -> {
            tx.tallies().add(tallies);
            return tallies;
          });
      unwritten.settle();
    }
    if (!purged.equals(present)) {
      int forgotten = store.<Integer>write(tx -> tx.tallies().purge(present.minus(KEPT)));
      purged = forgotten >= 0 ? present : purged;
    }
  }

  private static Instant hourOf(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }
}

package io.tessera.provisioning.internal.audit;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.internal.callers.SignInGuard;
import io.tessera.provisioning.internal.delivery.NodeIdentity;
import io.tessera.store.spi.AuditTrail.Place;
import io.tessera.store.spi.Bookmarks.Bookmark;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import io.tessera.store.spi.Retention;
import io.tessera.store.spi.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
 * Takes away what need not be kept any longer, on one node of all, a little in each transaction.
 * Every step may be done twice.
 */
@Component(service = HouseKeeping.class, immediate = true, configurationPid = "io.tessera.audit")
@Designate(ocd = HouseKeeping.Config.class)
public final class HouseKeeping {
  private static final Logger LOG = LoggerFactory.getLogger(HouseKeeping.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int RESOURCES = 100;
  private static final Duration KEEP_SWEEPS = Duration.ofDays(30);

  /** Before it, no payload is left. */
  private static final UUID FLOOR = UUID.fromString("6e6f2d70-6179-4c6f-8164-7300000000f1");

  private final Store store;
  private final Retention retention;
  private final Leases leases;
  private final Config config;
  private final Clock clock = Clock.systemUTC();
  private final String owner;
  private final Chore chore = new Chore("house-keeping", this::look);

  /** How long what is kept. */
  @ObjectClassDefinition(
      name = "Audit and retention",
      description = "The records of changes stay for ever; what they hold and deliveries do not.")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Days that records keep what an identity or group was before and after; 0 for ever")
    int keepPayloadsDays() default 365;

    @AttributeDefinition(
        description = "Days that finished operations and their calls are kept; 0 for ever")
    int keepOperationsDays() default 30;

    @AttributeDefinition(description = "Records or operations in one transaction")
    int batch() default 200;

    @AttributeDefinition(description = "Seconds until erasures that had to wait are tried again")
    int everySeconds() default 60;

    @AttributeDefinition(description = "Minutes between two searches for what has become too old")
    int sweepMinutes() default 60;
  }

  private volatile boolean stopping;

  /** Of the chore's thread. */
  private long swept;

  @Activate
  public HouseKeeping(
      @Reference(name = "store") Store store,
      @Reference(name = "retention") Retention retention,
      @Reference(name = "leases") Leases leases,
      @Reference(name = "node") NodeIdentity node,
      Config config) {
    this(store, retention, leases, node.name(), config);
  }

  HouseKeeping(Store store, Retention retention, Leases leases, String owner, Config config) {
    this.store = store;
    this.owner = owner;
    this.retention = retention;
    this.leases = leases;
    this.config = config;
    this.swept = System.nanoTime() - Duration.ofMinutes(config.sweepMinutes()).toNanos();
    LOG.info(
        "house-keeping: payloads are kept {} days, finished operations {}; 0 is for ever",
        config.keepPayloadsDays(),
        config.keepOperationsDays());
    chore.start(every());
  }

  @Deactivate
  void stop() {
    stopping = true;
    chore.close();
  }

  private Duration every() {
    return Duration.ofSeconds(Math.max(1, config.everySeconds()));
  }

  private Duration look() {
    leases.take(Work.HOUSE_KEEPING, owner, LEASE).ifPresent(this::round);
    return every();
  }

  private void round(Lease lease) {
    Round round = new Round(lease);
    round.erasures();
    round.callers();
    round.sweeps();
    long now = System.nanoTime();
    if (now - swept >= Duration.ofMinutes(config.sweepMinutes()).toNanos()) {
      round.payloads();
      round.operations();
      swept = now;
    }
    leases.release(lease);
  }

  /** One round under one lease; it ends early when the lease is lost or the node stops. */
  private final class Round {
    private final Lease lease;
    private final int batch = Math.max(1, config.batch());

    Round(Lease lease) {
      this.lease = lease;
    }

    private boolean goesOn() {
      return !stopping && leases.keep(lease, LEASE);
    }

    /** Those that had to wait for a delivery. */
    void erasures() {
      for (ResourceId resource : retention.requested(RESOURCES)) {
        boolean more = goesOn();
        while (more) {
          more = retention.eraseRequested(resource, batch).more() && goesOn();
        }
      }
    }

    /** Tokens nobody can use any more, wrong passwords of long ago, what sign-ins remembered. */
    void callers() {
      Instant now = clock.instant();
      Instant forget = now.minus(SignInGuard.FORGET);
      int purged;
      do {
        purged =
            store.<Integer>write(
                tx ->
                    Math.max(
                        tx.shortMemories().purge(now, batch),
                        Math.max(
                            tx.accessTokens().purge(now, batch),
                            tx.signInFailures().purge(forget, batch))));
      } while (purged == batch && goesOn());
    }

    /** Walks that ended long ago. */
    void sweeps() {
      Instant forget = clock.instant().minus(KEEP_SWEEPS);
      while (store.<Integer>write(tx -> tx.sweeps().purge(forget, batch)) == batch && goesOn()) {
        LOG.debug("house-keeping: more walks are forgotten");
      }
    }

    void payloads() {
      if (config.keepPayloadsDays() <= 0) {
        return;
      }
      Instant floor = floor();
      Instant before = clock.instant().minus(Duration.ofDays(config.keepPayloadsDays()));
      int erased = 0;
      int kept = 0;
      @Nullable Place place = null;
      do {
        if (!goesOn()) {
          return;
        }
        Retention.Swept step = retention.erasePayloads(floor, before, place, batch);
        erased += step.erased();
        kept += step.kept();
        place = step.next();
      } while (place != null);
      if (kept == 0) {
        keepFloor(before);
      }
      if (erased > 0) {
        LOG.info("house-keeping: erased the payloads of {} changes", erased);
      }
    }

    void operations() {
      if (config.keepOperationsDays() <= 0) {
        return;
      }
      Instant before = clock.instant().minus(Duration.ofDays(config.keepOperationsDays()));
      int purged = 0;
      @Nullable UUID place = null;
      do {
        if (!goesOn()) {
          return;
        }
        Retention.Purged step = retention.purgeOperations(before, place, batch);
        purged += step.operations();
        place = step.next();
      } while (place != null);
      if (purged > 0) {
        LOG.info("house-keeping: removed {} finished operations", purged);
      }
    }
  }

  private Instant floor() {
    return store.read(
        tx ->
            tx.bookmarks()
                .find(FLOOR)
                .map(bookmark -> Instant.ofEpochMilli(bookmark.done()))
                .orElse(Instant.EPOCH));
  }

  private void keepFloor(Instant floor) {
    store.write(
        tx -> {
          tx.bookmarks().put(new Bookmark(FLOOR, 0, null, floor.toEpochMilli()));
          return floor;
        });
  }
}

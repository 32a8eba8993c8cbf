package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Testable;
import io.tessera.crypto.SecretUnreadableException;
import io.tessera.metering.TraceListeners;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.SecretResolver;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.passthrough.OpenedLane;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Removals;
import io.tessera.store.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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
import org.slf4j.MDC;

/**
 * Leases lanes that are due and has them delivered, each target by its own threads. One thread
 * looks for work, one gives results back; neither ever waits for a target.
 */
@Component(
    service = {Dispatcher.class, RemoteAccounts.class},
    immediate = true)
@Designate(ocd = Dispatcher.Config.class)
public final class Dispatcher implements RemoteAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** As the doors have it. */
  private static final String MDC_KEY = "causality";

  /** How many calls a delivery makes at most: looking up, changing, creating anew. */
  private static final int CALLS_FOR_A_DELIVERY = 4;

  /** Between the last look at the lease and the target getting the call. */
  private static final Duration LEASE_MARGIN = Duration.ofMillis(500);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration REFRESH_EVERY = Duration.ofSeconds(2);

  /** Work that comes one by one is taken in small lots: a transaction each would cost more. */
  private static final Duration GATHER = Duration.ofMillis(10);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 32;
  private static final long STOP_SECONDS = 5;

  /** How the dispatcher works. */
  @ObjectClassDefinition(name = "Tessera dispatcher", description = "Delivers changes to targets")
  public @interface Config {
    @AttributeDefinition(
        name = "Poll interval",
        description = "How often to look for work that nobody announced, in milliseconds")
    long pollMillis() default 250;

    @AttributeDefinition(
        name = "Lease",
        description =
            "After how long others may take over what a stalled node has, in milliseconds",
        min = "1000")
    long leaseMillis() default 30_000;
  }

  private final Store store;
  private final Lanes lanes;
  private final LiveConfiguration configuration;
  private final Connectors connectors;
  private final Doorbell doorbell;
  private final String node;
  private final Payloads payloads;
  private final SecretResolver secrets;
  private final Duration poll;
  private final Duration lease;
  private final DeliveryWaits waits;
  private final TraceListeners traces;
  private final RemovalGuard removals;
  private final GeneratedValues generated;
  private final Journal journal;
  private final DeliveryFigures figures = new DeliveryFigures();
  private final SteadyClock clock = new SteadyClock();
  private final Random random = new Random();
  private final RetryPolicy retries =
      new RetryPolicy(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random));
  private final Map<UUID, TargetLine> lines = new ConcurrentHashMap<>();
  private final ScheduledExecutorService alarms = alarms();
  private final Completions completions;
  private final Thread giver;
  private final Thread seeker;
  private volatile Instant extended = clock.get();
  private volatile boolean stopped;

  @Activate
  public Dispatcher(
      @Reference(name = "store") Store store,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "removals") Removals removals,
      @Reference(name = "generated") GeneratedValues generated,
      @Reference(name = "trail") AuditTrail trail,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "connectors") Connectors connectors,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "waits") DeliveryWaits waits,
      @Reference(name = "node") NodeIdentity node,
      @Reference(name = "payloads") Payloads payloads,
      @Reference(name = "secrets") SecretResolver secrets,
      @Reference(name = "traces") TraceListeners traces,
      Config config) {
    this.store = store;
    this.lanes = lanes;
    this.configuration = configuration;
    this.connectors = connectors;
    this.doorbell = doorbell;
    this.node = node.name();
    this.payloads = payloads;
    this.secrets = secrets;
    this.traces = traces;
    this.poll = Duration.ofMillis(config.pollMillis());
    this.lease = Duration.ofMillis(config.leaseMillis());
    this.waits = waits;
    this.removals = new RemovalGuard(removals, clock);
    this.generated = generated;
    this.journal = new RecordedChanges(trail);
    this.completions = new Completions(lanes, this::givenBack);
    this.giver = daemon("give-back", completions);
    this.seeker = daemon("dispatch", this::seek);
    giver.start();
    seeker.start();
  }

  private static ScheduledExecutorService alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(1, work -> daemon("call-timer", work));
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Lets calls in flight end within a bound; what does not is found again after the restart. */
  @Deactivate
  void stop() throws InterruptedException {
    stopped = true;
    seeker.interrupt();
    seeker.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    lines.values().forEach(TargetLine::close);
    Instant deadline = clock.get().plusSeconds(STOP_SECONDS);
    while (anyLeased() && clock.get().isBefore(deadline)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    lines.values().forEach(TargetLine::closeNow);
    completions.stop();
    giver.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    giver.interrupt();
    alarms.shutdownNow();
  }

  private boolean anyLeased() {
    return lines.values().stream().anyMatch(l -> !l.isIdle());
  }

  /** What became of deliveries. */
  public DeliveryFigures figures() {
    return figures;
  }

  /** Forgets the figures of targets that are no more. */
  public void forgetFiguresOfOthers(List<String> targets) {
    figures.keep(targets);
  }

  /** How a target is doing, as far as this node knows. */
  public record Condition(boolean quarantined, boolean troubled, String detail) {
    static final Condition WELL = new Condition(false, false, "");
  }

  public Condition condition(TargetConfiguration target) {
    TargetLine line = lines.get(target.target().id());
    if (line == null) {
      return Condition.WELL;
    }
    TargetHealth health = line.health();
    long stuck = line.stuck(deliveryLimit(target));
    String detail =
        stuck == 0
            ? health.reason()
            : stuck + " calls do not end although interrupted. " + health.reason();
    return new Condition(health.isQuarantined(), health.isTroubled() || stuck > 0, detail.strip());
  }

  private static Duration deliveryLimit(TargetConfiguration target) {
    return target.target().delivery().timeout().multipliedBy(CALLS_FOR_A_DELIVERY).plus(GRACE);
  }

  /**
   * Has the connector of a target test its settings.
   *
   * @return empty when there is no connector, or it cannot
   */
  public Optional<List<Testable.Step>> test(TargetConfiguration target) {
    return able(target, Ability.TEST).flatMap(c -> c.test(timer(target)));
  }

  @Override
  public Optional<Reading> read(TargetConfiguration target, Lookup lookup) {
    return able(target, Ability.READ).map(c -> c.read(lookup, timer(target)));
  }

  @Override
  public Optional<Listing> search(TargetConfiguration target, Search search) {
    return able(target, Ability.SEARCH).map(c -> c.search(search, timer(target)));
  }

  @Override
  public Optional<RemoteChanges> changes(
      TargetConfiguration target, ObjectType type, @Nullable String token, int most) {
    return able(target, Ability.CHANGES).map(c -> c.changes(type, token, most, timer(target)));
  }

  @Override
  public Optional<List<String>> plan(TargetConfiguration target, Operation operation) {
    return able(target, Ability.PLAN).map(c -> c.plan(operation, timer(target)));
  }

  /** What the connector of a target can do and may; nothing when it is not there. */
  public Set<Ability> abilities(TargetConfiguration target) {
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (Ability ability : Ability.values()) {
      able(target, ability).ifPresent(c -> abilities.add(ability));
    }
    return abilities;
  }

  private Optional<AttachedConnector> able(TargetConfiguration target, Ability ability) {
    return connectors
        .of(target.target().id())
        .filter(c -> c.can(ability, target.target().delivery()));
  }

  /**
   * Asks a target which attributes it has.
   *
   * @return empty when there is no connector, or it cannot tell
   */
  public Optional<Description> describe(TargetConfiguration target, ObjectType type) {
    return able(target, Ability.DESCRIBE).flatMap(c -> c.describe(type, timer(target)));
  }

  private CallTimer timer(TargetConfiguration target) {
    return new CallTimer(alarms, target.target().delivery().timeout());
  }

  private void seek() {
    Instant refreshed = Instant.MIN;
    boolean released = false;
    while (!stopped) {
      try {
        if (!released) {
          lanes.release(node);
          released = true;
        }
        Instant now = clock.get();
        if (now.isAfter(refreshed.plus(REFRESH_EVERY))) {
          configuration.refresh();
          withdrawIntents();
          refreshed = now;
        }
        if (now.isAfter(extended.plus(lease.dividedBy(3)))) {
          extendLeases();
          // The time before the call: no lease ends earlier than this node believes.
          extended = now;
        }
        doorbell.await(round() ? GATHER : poll);
        TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
      } catch (InterruptedException notStopped) {
        // A Derby that shuts itself down interrupts whoever is at work in it. Only stop() ends us.
        LOG.debug("interrupted while looking for work", notStopped);
      } catch (UnavailableException away) {
        LOG.warn("the database is away, changes wait: {}", away.getMessage());
        rest();
      } catch (RuntimeException bug) {
        // One of the two places where everything is caught: the loop must go on.
        LOG.error("looking for work failed", bug);
        rest();
      }
    }
  }

  /** Of writes whose server was killed while targets were asked. */
  private void withdrawIntents() {
    int withdrawn = store.write(tx -> tx.intents().withdrawExpired());
    if (withdrawn > 0) {
      LOG.warn("{} changes were never made, their targets get back what they had", withdrawn);
    }
  }

  private void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(AFTER_TROUBLE.toNanos());
    } catch (InterruptedException notStopped) {
      LOG.debug("interrupted while resting", notStopped);
    }
  }

  private void extendLeases() {
    Snapshot snapshot = configuration.held();
    Map<LaneKey, Long> held = new HashMap<>();
    lines.forEach(
        (id, line) ->
            held.putAll(
                line.leased(
                    snapshot.target(id).map(Dispatcher::deliveryLimit).orElse(Duration.ZERO))));
    if (!held.isEmpty()) {
      lanes.extend(held, lease);
    }
  }

  /**
   * Looks once at all targets that have work.
   *
   * @return whether anything was found
   */
  private boolean round() {
    Set<UUID> due = lanes.dueTargets();
    Snapshot snapshot = configuration.held();
    boolean found = false;
    for (UUID target : due) {
      Optional<TargetConfiguration> configured = snapshot.target(target);
      Optional<AttachedConnector> connector = connectors.of(target);
      if (connector.isPresent() && configured.filter(TargetConfiguration::isServed).isPresent()) {
        found |= serve(snapshot, configured.get(), connector.get());
      }
    }
    return found;
  }

  private boolean serve(
      Snapshot snapshot, TargetConfiguration target, AttachedConnector connector) {
    TargetLine line = line(target, connector);
    line.adjust(target.target().delivery());
    int room = Math.min(line.room(target.target().delivery()), MOST_AT_ONCE);
    if (room == 0) {
      return false;
    }
    Route route = route(snapshot, target, connector, line);
    Instant now = clock.get();
    List<Lane> claimed = lanes.claim(target.target().id(), node, room, lease);
    for (Lane lane : claimed) {
      try {
        line.submit(lane.key(), lane.epoch(), () -> named(line, route, lane, now));
      } catch (RejectedExecutionException closing) {
        line.givenBack(lane.key());
      }
    }
    return !claimed.isEmpty();
  }

  private Route route(
      Snapshot snapshot, TargetConfiguration target, AttachedConnector connector, TargetLine line) {
    return new Route(
        target,
        snapshot.prerequisites(target),
        snapshot.followers(target),
        lanes,
        removals,
        generated,
        journal,
        passwords(target),
        retries,
        connector,
        timer(target),
        line.health(),
        node,
        clock);
  }

  private OutboundPassword.Source passwords(TargetConfiguration target) {
    return new OutboundPassword.Source() {
      @Override
      public String open(Lane.Queued queued, String sealed) {
        return payloads.openPassword(queued.change(), sealed);
      }

      @Override
      public Optional<String> ofNewAccounts() {
        return secrets.defaultPassword(target);
      }
    };
  }

  private TargetLine line(TargetConfiguration target, AttachedConnector connector) {
    return lines.compute(
        target.target().id(),
        (id, present) -> {
          if (present != null && present.serves(connector)) {
            return present;
          }
          if (present != null) {
            present.close();
          }
          return new TargetLine(
              target.target().name(),
              new Concurrency(target.target().delivery().concurrency()),
              new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), random),
              clock,
              connector);
        });
  }

  /** What is logged on the way, by connectors too, names the request that caused it. */
  private void named(TargetLine line, Route route, Lane lane, Instant claimed) {
    String causality =
        lane.queue().isEmpty() ? "" : lane.queue().get(lane.queue().size() - 1).causality();
    MDC.put(MDC_KEY, causality);
    try {
      deliver(line, route, lane, claimed);
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  private void deliver(TargetLine line, Route route, Lane lane, Instant claimed) {
    try {
      line.awaitTurn(route.settings());
      Completion kept;
      Completion told;
      try {
        OpenedLane opened = payloads.open(lane);
        told = outcome(line, route, opened, claimed);
        kept = opened.forKeeping(told);
      } catch (SecretUnreadableException lost) {
        told = unreadable(lane, lost);
        kept = told;
      }
      figures.note(route.target().target().name(), lane, told, clock.get());
      Target target = route.target().target();
      new DeliveryTraces(traces, target.name(), target.connectorType()).tell(lane, told);
      completions.add(
          kept.withAttempts(Calls.noted(kept.attempts())),
          new DeliveryNews(waits, lane, told)::tell);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      line.givenBack(lane.key());
    }
  }

  private Completion outcome(TargetLine line, Route route, OpenedLane opened, Instant claimed) {
    Lane lane = opened.lane();
    Duration pause = line.health().pauseLeft();
    if (!pause.isZero()) {
      return Ending.untried(lane, pause, line.health().reason());
    }
    try {
      Instant limit = clock.get().plus(deliveryLimit(route.target()));
      return new Delivery(route, lane, () -> holds(claimed, limit), opened.partlyKnown()).run();
    } catch (UnavailableException away) {
      return Ending.untried(lane, AFTER_TROUBLE, "The database was away.");
    } catch (SecretUnreadableException lost) {
      throw lost;
    } catch (RuntimeException bug) {
      // The other place where everything is caught: a bug here must not lose the lane.
      LOG.error("target {}: delivering {} failed", route.target().target().name(), lane.key(), bug);
      return Ending.untried(lane, Duration.ofMinutes(1), "An internal error; see the log.");
    }
  }

  /**
   * Whether a lease holds still, as far as this node can tell by itself. One that was stalled finds
   * out here, before it calls a target with what another may have overtaken.
   *
   * @param limit when a delivery takes so long that its lease is not prolonged any more
   */
  private boolean holds(Instant claimed, Instant limit) {
    Instant now = clock.get();
    Instant since = extended.isAfter(claimed) ? extended : claimed;
    return now.isBefore(limit) && now.isBefore(since.plus(lease).minus(LEASE_MARGIN));
  }

  /** Only a person can help: the key has to be put back, or the operation given up. */
  private static Completion unreadable(Lane lane, SecretUnreadableException why) {
    return new Completion(
        lane.key(),
        lane.epoch(),
        List.of(),
        new Next.Hold(
            lane.attempts() + 1,
            FailureKind.CONFIGURATION.name(),
            String.valueOf(why.getMessage())),
        LinkChange.KEEP);
  }

  private void givenBack(LaneKey key) {
    TargetLine line = lines.get(key.target());
    if (line != null) {
      line.givenBack(key);
    }
    doorbell.ring();
  }
}

package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Testable;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * Leases lanes that are due and has them delivered, each target by its own threads. One thread
 * looks for work, one gives results back; neither ever waits for a target.
 */
@Component(service = Dispatcher.class, immediate = true)
@Designate(ocd = Dispatcher.Config.class)
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration EXTEND_EVERY = Duration.ofSeconds(10);
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
        name = "Call limit",
        description = "How long one call to a target may take, in milliseconds")
    long callMillis() default 30_000;
  }

  private final Lanes lanes;
  private final LiveConfiguration configuration;
  private final Connectors connectors;
  private final Doorbell doorbell;
  private final String node;
  private final Duration poll;
  private final Clock clock = Clock.systemUTC();
  private final Random random = new Random();
  private final RetryPolicy retries =
      new RetryPolicy(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random));
  private final Map<UUID, TargetLine> lines = new ConcurrentHashMap<>();
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(work -> daemon("call-timer", work));
  private final CallTimer timer;
  private final Completions completions;
  private final Thread giver;
  private final Thread seeker;
  private volatile boolean stopped;

  @Activate
  public Dispatcher(
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "connectors") Connectors connectors,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "node") NodeIdentity node,
      Config config) {
    this.lanes = lanes;
    this.configuration = configuration;
    this.connectors = connectors;
    this.doorbell = doorbell;
    this.node = node.name();
    this.poll = Duration.ofMillis(config.pollMillis());
    this.timer = new CallTimer(alarms, Duration.ofMillis(config.callMillis()));
    this.completions = new Completions(lanes, this::givenBack);
    this.giver = daemon("give-back", completions);
    this.seeker = daemon("dispatch", this::seek);
    giver.start();
    seeker.start();
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
    Instant deadline = clock.instant().plusSeconds(STOP_SECONDS);
    while (anyLeased() && clock.instant().isBefore(deadline)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    lines.values().forEach(TargetLine::closeNow);
    completions.stop();
    giver.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    giver.interrupt();
    alarms.shutdownNow();
  }

  private boolean anyLeased() {
    return lines.values().stream().anyMatch(l -> !l.leased().isEmpty());
  }

  /** Why a target is not served just now; empty when it is. */
  public Optional<String> quarantine(UUID target) {
    return Optional.ofNullable(lines.get(target))
        .map(TargetLine::health)
        .filter(TargetHealth::isQuarantined)
        .map(TargetHealth::reason);
  }

  /** What was wrong with the last calls; empty when all is well. */
  public String trouble(UUID target) {
    TargetLine line = lines.get(target);
    return line == null ? "" : line.health().reason();
  }

  /**
   * Has the connector of a target test its settings.
   *
   * @return empty when there is no connector, or it cannot
   */
  public Optional<List<Testable.Step>> test(UUID target) {
    return connectors.of(target).flatMap(c -> c.test(timer));
  }

  private void seek() {
    Instant refreshed = Instant.MIN;
    Instant extended = clock.instant();
    boolean released = false;
    while (!stopped) {
      try {
        if (!released) {
          lanes.release(node);
          released = true;
        }
        Instant now = clock.instant();
        if (now.isAfter(refreshed.plus(REFRESH_EVERY))) {
          configuration.refresh();
          refreshed = now;
        }
        if (now.isAfter(extended.plus(EXTEND_EVERY))) {
          extendLeases();
          extended = now;
        }
        doorbell.await(round() ? GATHER : poll);
        TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
      } catch (InterruptedException end) {
        return;
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

  private void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(AFTER_TROUBLE.toNanos());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void extendLeases() {
    Map<LaneKey, Long> held = new HashMap<>();
    lines.values().forEach(line -> held.putAll(line.leased()));
    if (!held.isEmpty()) {
      lanes.extend(held, LEASE);
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
      if (configured.isPresent() && configured.get().active() && connector.isPresent()) {
        found |= serve(configured.get(), connector.get());
      }
    }
    return found;
  }

  private boolean serve(TargetConfiguration target, AttachedConnector connector) {
    TargetLine line = line(target, connector);
    int room = Math.min(line.room(), MOST_AT_ONCE);
    if (room == 0) {
      return false;
    }
    List<Lane> claimed = lanes.claim(target.target().id(), node, room, LEASE);
    for (Lane lane : claimed) {
      try {
        line.submit(lane.key(), lane.epoch(), () -> deliver(line, target, connector, lane));
      } catch (RejectedExecutionException closing) {
        line.givenBack(lane.key());
      }
    }
    return !claimed.isEmpty();
  }

  private TargetLine line(TargetConfiguration target, AttachedConnector connector) {
    return lines.compute(
        target.target().id(),
        (id, present) -> {
          if (present != null && present.servesStill(connector)) {
            return present;
          }
          if (present != null) {
            present.close();
          }
          Backoff pauses = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), random);
          return new TargetLine(
              target.target().name(), new TargetHealth(clock::instant, pauses), connector);
        });
  }

  private void deliver(
      TargetLine line, TargetConfiguration target, AttachedConnector connector, Lane lane) {
    try {
      completions.add(outcome(line, target, connector, lane));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      line.givenBack(lane.key());
    }
  }

  private Completion outcome(
      TargetLine line, TargetConfiguration target, AttachedConnector connector, Lane lane) {
    Duration pause = line.health().pauseLeft();
    if (!pause.isZero()) {
      return putBack(lane, pause, line.health().reason());
    }
    try {
      return new Delivery(lanes, retries, connector, timer, line.health(), target.policyMap(), lane)
          .run();
    } catch (UnavailableException away) {
      return putBack(lane, AFTER_TROUBLE, "The database was away.");
    } catch (RuntimeException bug) {
      // The other place where everything is caught: a bug here must not lose the lane.
      LOG.error("target {}: delivering {} failed", target.target().name(), lane.key(), bug);
      return putBack(lane, Duration.ofMinutes(1), "An internal error; see the log.");
    }
  }

  private static Completion putBack(Lane lane, Duration delay, String why) {
    return new Completion(
        lane.key(),
        lane.epoch(),
        List.of(),
        new Next.Retry(delay, lane.attempts(), why),
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

package io.tessera.provisioning.internal.vitals;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.provisioning.internal.delivery.Connectors;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks every quarter of a minute how long queues are, so that nobody who asks makes the database
 * count very many.
 */
@Component(
    service = {Vitals.class, MeterSource.class},
    immediate = true)
public final class SampledVitals implements Vitals, MeterSource {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final double MILLIS = 1e3;
  private static final Meter OPERATIONS =
      Meter.gauge(
          "tessera_queue_operations",
          "Operations that are not done: waiting, dead, held until a person decides.",
          "target",
          "state");
  private static final Meter OLDEST =
      Meter.gauge(
          "tessera_queue_oldest_seconds",
          "How long the oldest operation has been waiting, dead and held ones aside.",
          "target");
  private static final Meter STATE =
      Meter.gauge(
          "tessera_target_state",
          "1 for the state the target is in, 0 for others.",
          "target",
          "state");
  private static final Meter UNSEALED =
      Meter.gauge("tessera_audit_waiting", "Changes that are not sealed into the audit chain yet.");
  private static final Meter TAKEN =
      Meter.gauge(
          "tessera_queue_sampled_seconds",
          "When the figures of the queue were taken, in seconds since 1970.");

  private static final Caller ALL = Caller.internal("vitals", "");

  private final Connections connections;
  private final Connectors connectors;
  private final Dispatcher dispatcher;
  private final Lanes lanes;
  private final AuditChain chain;
  private final Clock clock = Clock.systemUTC();
  private final Chore chore = new Chore("vitals", this::look);
  private volatile @Nullable Sample latest;

  @Activate
  public SampledVitals(
      @Reference(name = "connections") Connections connections,
      @Reference(name = "connectors") Connectors connectors,
      @Reference(name = "dispatcher") Dispatcher dispatcher,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "chain") AuditChain chain) {
    this.connections = connections;
    this.connectors = connectors;
    this.dispatcher = dispatcher;
    this.lanes = lanes;
    this.chain = chain;
    chore.start(SOON);
  }

  @Deactivate
  void stop() {
    chore.close();
  }

  @Override
  public Optional<Sample> latest() {
    return Optional.ofNullable(latest);
  }

  private Duration look() {
    try {
      latest = sample();
    } catch (UnavailableException away) {
      // An old figure would look as if all were well.
      latest = null;
      throw away;
    }
    return EVERY;
  }

  private Sample sample() {
    lanes.recount();
    Map<UUID, TargetStatus> statuses = connections.statuses(ALL);
    Map<UUID, Instant> oldest = lanes.oldestWaiting();
    List<TargetVitals> targets = new ArrayList<>();
    for (Target target : connections.targets(ALL)) {
      TargetStatus status = statuses.get(target.id());
      if (status != null) {
        targets.add(
            new TargetVitals(
                target.id(),
                target.name(),
                status,
                oldest.get(target.id()),
                connectors.remark(target.id())));
      }
    }
    targets.sort(Comparator.comparing(TargetVitals::name));
    dispatcher.forgetFiguresOfOthers(targets.stream().map(TargetVitals::name).toList());
    return new Sample(clock.instant(), targets, chain.waiting());
  }

  @Override
  public void tell(Readings readings) {
    Sample sample = latest;
    if (sample == null) {
      return;
    }
    for (TargetVitals target : sample.targets()) {
      TargetStatus status = target.status();
      readings.value(OPERATIONS, status.waiting(), target.name(), "waiting");
      readings.value(OPERATIONS, status.dead(), target.name(), "dead");
      readings.value(OPERATIONS, status.held(), target.name(), "held");
      Duration age =
          target
              .oldestIfAny()
              .map(since -> Duration.between(since, sample.taken()))
              .filter(waited -> !waited.isNegative())
              .orElse(Duration.ZERO);
      readings.value(OLDEST, age.toMillis() / MILLIS, target.name());
      for (TargetStatus.State state : TargetStatus.State.values()) {
        readings.value(
            STATE,
            state == status.state() ? 1 : 0,
            target.name(),
            state.name().toLowerCase(Locale.ROOT));
      }
    }
    readings.value(UNSEALED, sample.auditWaiting());
    readings.value(TAKEN, sample.taken().toEpochMilli() / MILLIS);
  }
}

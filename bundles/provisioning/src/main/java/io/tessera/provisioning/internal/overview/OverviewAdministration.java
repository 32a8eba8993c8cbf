package io.tessera.provisioning.internal.overview;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.Overview;
import io.tessera.provisioning.api.admin.Overview.Attention;
import io.tessera.provisioning.api.admin.Overview.Figures;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.api.admin.Overview.Kind;
import io.tessera.provisioning.api.admin.Overview.Standing;
import io.tessera.provisioning.api.admin.Overviews;
import io.tessera.provisioning.api.admin.Run;
import io.tessera.provisioning.api.admin.Runs;
import io.tessera.provisioning.api.admin.SignInLock;
import io.tessera.provisioning.api.admin.SignInLocks;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.internal.roles.ServerZone;
import io.tessera.store.spi.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Puts together how the server is doing. */
@Component(service = Overviews.class)
public final class OverviewAdministration implements Overviews {
  /** What a caller does not see is left out when they ask. */
  private static final Caller SERVER = Caller.internal("overview", "");

  private static final int MOST_LOCKS = 100;

  private final Connections connections;
  private final Deliveries deliveries;
  private final Runs runs;
  private final SignInLocks locks;
  private final Lanes lanes;
  private final HourlyTallies tallies;
  private final Clock clock;
  private final ThreadPoolExecutor background = background();
  private final Kept<Overview> kept = new Kept<>(this::find, background, System::nanoTime);

  @Activate
  public OverviewAdministration(
      @Reference(name = "connections") Connections connections,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "runs") Runs runs,
      @Reference(name = "locks") SignInLocks locks,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "tallies") HourlyTallies tallies,
      @Reference(name = "zone") ServerZone zone) {
    this.connections = connections;
    this.deliveries = deliveries;
    this.runs = runs;
    this.locks = locks;
    this.lanes = lanes;
    this.tallies = tallies;
    this.clock = zone.clock();
  }

  private static ThreadPoolExecutor background() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            work -> {
              Thread thread = new Thread(work, "tessera-overview");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  @Deactivate
  void stop() {
    background.shutdownNow();
  }

  @Override
  public Overview overview(Caller caller) {
    Overview all = kept.get();
    return caller.targets().limit().map(only -> seen(all, caller, only)).orElse(all);
  }

  private Overview seen(Overview all, Caller caller, Set<UUID> only) {
    List<Hour> hours = tallies.hours(only);
    List<Standing> targets =
        all.targets().stream().filter(t -> caller.targets().sees(t.id())).toList();
    return new Overview(
        all.at(),
        all.attention().stream()
            .filter(a -> a.target() != null && caller.targets().sees(a.target()))
            .toList(),
        figures(targets, all.at(), null, deliveredToday(hours, all.at())),
        hours,
        all.running().stream()
            .filter(r -> r.target() != null && caller.targets().sees(r.target()))
            .toList(),
        targets);
  }

  private static Figures figures(
      List<Standing> targets, Instant now, @Nullable Long changesToday, long deliveredToday) {
    return new Figures(
        targets.stream().mapToLong(t -> t.status().waiting()).sum(),
        targets.stream()
            .map(Standing::waitingSince)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
            .orElse(0L),
        targets.stream().mapToLong(t -> t.status().dead()).sum(),
        targets.stream().mapToLong(t -> t.status().held()).sum(),
        changesToday,
        deliveredToday);
  }

  private Overview find() {
    Instant now = clock.instant();
    List<Standing> targets = standings(lanes.oldestWaiting());
    List<Hour> hours = tallies.hours();
    Figures figures = figures(targets, now, changesToday(hours, now), deliveredToday(hours, now));
    List<Run> running = runs.list(SERVER).stream().filter(Run::isRunning).toList();
    return new Overview(now, attention(targets), figures, hours, running, targets);
  }

  private long changesToday(List<Hour> hours, Instant now) {
    return today(hours, now).mapToLong(hour -> hour.acceptedIfTold().orElse(0L)).sum();
  }

  private long deliveredToday(List<Hour> hours, Instant now) {
    return today(hours, now).mapToLong(Hour::delivered).sum();
  }

  private Stream<Hour> today(List<Hour> hours, Instant now) {
    Instant midnight =
        now.atZone(clock.getZone()).toLocalDate().atStartOfDay(clock.getZone()).toInstant();
    return hours.stream().filter(hour -> !hour.hour().isBefore(midnight));
  }

  private List<Standing> standings(Map<UUID, Instant> oldest) {
    Map<UUID, TargetStatus> statuses = connections.statuses(SERVER);
    List<Standing> all = new ArrayList<>();
    for (Target target : connections.targets(SERVER)) {
      TargetStatus status = statuses.get(target.id());
      if (status != null) {
        all.add(new Standing(target.id(), target.name(), status, oldest.get(target.id())));
      }
    }
    all.sort(Comparator.comparing(Standing::name));
    return List.copyOf(all);
  }

  private List<Attention> attention(List<Standing> targets) {
    List<Attention> all = new ArrayList<>();
    for (Standing target : targets) {
      TargetStatus status = target.status();
      if (status.dead() > 0) {
        all.add(of(Kind.DEAD, status.dead(), target, "", null));
      }
      kind(status.state())
          .ifPresent(
              kind ->
                  all.add(
                      of(kind, status.waiting(), target, status.detail(), target.waitingSince())));
    }
    for (HeldBatch batch : deliveries.batches(SERVER, null, HeldBatch.State.OPEN)) {
      all.add(
          new Attention(
              Kind.HELD,
              batch.operations(),
              batch.target(),
              batch.targetName(),
              batch.reason(),
              batch.opened()));
    }
    for (ConnectorType type : connections.connectorTypes()) {
      if (!type.remark().isEmpty()) {
        all.add(new Attention(Kind.ROLLED_BACK, 1, null, "", type.remark(), null));
      }
    }
    locked().ifPresent(all::add);
    all.sort(Comparator.comparing(Attention::kind).thenComparing(Attention::targetName));
    return all;
  }

  private static Attention of(
      Kind kind, long count, Standing target, String detail, @Nullable Instant since) {
    return new Attention(kind, count, target.id(), target.name(), detail, since);
  }

  private static Optional<Kind> kind(TargetStatus.State state) {
    return switch (state) {
      case QUARANTINED -> Optional.of(Kind.QUARANTINED);
      case TROUBLED -> Optional.of(Kind.TROUBLED);
      case ABSENT -> Optional.of(Kind.ABSENT);
      case ACTIVE, DISABLED, MAINTENANCE -> Optional.empty();
    };
  }

  private Optional<Attention> locked() {
    List<SignInLock> locked = locks.list(MOST_LOCKS);
    return locked.stream()
        .map(SignInLock::lastFailure)
        .max(Comparator.naturalOrder())
        .map(last -> new Attention(Kind.LOCKED, locked.size(), null, "", "", last));
  }
}

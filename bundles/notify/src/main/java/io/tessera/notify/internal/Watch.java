package io.tessera.notify.internal;

import io.tessera.model.RejectedException;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.Vitals;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every quarter of a minute what is wrong and has it told, on one node of all. While the
 * database is away every node tells so, over the channels it knew last: nobody can say who is to.
 */
@Component(service = Watch.class, immediate = true)
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Health health;
  private final Vitals vitals;
  private final Leases leases;
  private final AlertAdministration channels;
  private final Post post;
  private final ChainWatch chain;
  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread watching = new Thread(work, "alert-watch");
            watching.setDaemon(true);
            return watching;
          });

  private record Ready(long version, Carrier carrier) {}

  private Situation ofTargets = new Situation();
  private Situation ofServer = new Situation();
  private List<AlertChannel> known = List.of();
  private Map<UUID, Ready> carriers = Map.of();
  private volatile @Nullable Lease lease;

  @Activate
  public Watch(
      @Reference(name = "health") Health health,
      @Reference(name = "vitals") Vitals vitals,
      @Reference(name = "leases") Leases leases,
      @Reference(name = "chain") AuditChain chain,
      @Reference(name = "channels") AlertAdministration channels,
      @Reference(name = "post") Post post) {
    this.health = health;
    this.vitals = vitals;
    this.leases = leases;
    this.channels = channels;
    this.post = post;
    this.chain = new ChainWatch(chain);
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Another node may go on at once. */
  @Deactivate
  void stop() {
    thread.shutdownNow();
    Lease present = lease;
    if (present != null) {
      try {
        leases.release(present);
      } catch (UnavailableException away) {
        LOG.debug("alerts: the lease runs out by itself", away);
      }
    }
  }

  /** One round. */
  void look() {
    try {
      round();
    } catch (RuntimeException bug) { // the watch must go on; the next round tries again
      LOG.error("looking for what is worth an alert failed", bug);
    }
  }

  private void round() {
    Instant now = clock.instant();
    Health.Report report = health.report();
    try {
      lease = leases.take(Work.ALERTING, report.node().name(), LEASE).orElse(null);
      if (lease == null) {
        // Whoever has it tells what there is; if it comes here, it is told again.
        forget();
        return;
      }
      readChannels();
      // Nothing is over just because nobody can see it: without a sample all stays as it was.
      Optional<Vitals.Sample> sample = vitals.latest();
      if (sample.isPresent()) {
        tell(report, ofTargets.now(findings(sample.get(), now), now));
      }
    } catch (UnavailableException away) {
      LOG.debug("alerts: the database is away", away);
    }
    tell(report, ofServer.now(Findings.of(report), now));
  }

  private List<Finding> findings(Vitals.Sample sample, Instant now) {
    List<Finding> findings = new ArrayList<>(Findings.of(sample));
    if (!known.isEmpty()) {
      chain.look(now).ifPresent(findings::add);
    }
    return findings;
  }

  private void forget() {
    ofTargets = new Situation();
    ofServer = new Situation();
  }

  /** Carriers stay as long as their channel does not change: they have to work without database. */
  private void readChannels() {
    List<AlertChannel> present = channels.list();
    Map<UUID, Ready> ready = new HashMap<>();
    for (AlertChannel channel : present) {
      Ready before = carriers.get(channel.id());
      if (before != null && before.version() == channel.version()) {
        ready.put(channel.id(), before);
      } else if (channel.enabled()) {
        carrier(channel)
            .ifPresent(carrier -> ready.put(channel.id(), new Ready(channel.version(), carrier)));
      }
    }
    known = present;
    carriers = ready;
    post.keep(present.stream().map(AlertChannel::id).toList());
  }

  private Optional<Carrier> carrier(AlertChannel channel) {
    try {
      return Optional.of(channels.carrier(channel));
    } catch (RejectedException unfit) {
      LOG.warn("alert channel {} cannot be used: {}", channel.name(), unfit.getMessage());
      return Optional.empty();
    }
  }

  private void tell(Health.Report report, List<Notice> notices) {
    for (AlertChannel channel : known) {
      Ready ready = carriers.get(channel.id());
      List<Notice> its = notices.stream().filter(notice -> wants(channel, notice)).toList();
      if (channel.enabled() && ready != null && !its.isEmpty()) {
        post.send(channel.id(), report.node().name(), ready.carrier(), its);
      }
    }
  }

  private static boolean wants(AlertChannel channel, Notice notice) {
    return (channel.conditions().isEmpty() || channel.conditions().contains(notice.condition()))
        && (notice.target().isEmpty()
            || channel.targets().isEmpty()
            || channel.targets().contains(notice.target()));
  }
}

package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Outcome;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.spi.ConnectorJars;
import io.tessera.store.spi.DeliveryLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has new versions of connector bundles watched, and rolls those back that are rejected: their jar
 * goes, their targets wait for the previous one, and what failed is tried again with it.
 */
@Component(service = Trials.class)
public final class Trials {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
  private static final int AT_ONCE = 200;

  /** More than once, for those whose failure was not known or not written yet. */
  private static final List<Long> TRY_AGAIN_SECONDS = List.of(0L, 2L, 15L);

  private static final long AFTER_TROUBLE_SECONDS = 5;

  private final DeliveryLog log;
  private final Doorbell doorbell;
  private final SteadyClock clock = new SteadyClock();
  private final Map<String, Canary> canaries = new ConcurrentHashMap<>();
  private final Map<String, RolledBack> rolledBack = new ConcurrentHashMap<>();
  private final ScheduledExecutorService work;
  private volatile @Nullable ConnectorJars jars;

  @Activate
  public Trials(
      @Reference(name = "log") DeliveryLog log, @Reference(name = "doorbell") Doorbell doorbell) {
    this.log = log;
    this.doorbell = doorbell;
    this.work =
        new ScheduledThreadPoolExecutor(
            1,
            job -> {
              Thread thread = new Thread(job, "connector-trials");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Deactivate
  void stop() {
    work.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeJars")
  public void addJars(ConnectorJars present) {
    jars = present;
  }

  public void removeJars(ConnectorJars gone) {
    if (jars == gone) {
      jars = null;
    }
  }

  /** Which bundle a connector comes from. */
  record Origin(String symbolicName, String version) {
    @Override
    public String toString() {
      return (symbolicName + " " + version).strip();
    }
  }

  /** That a version was rejected, for people. */
  private record RolledBack(String version, String text) {}

  /**
   * A connector of this origin is at work.
   *
   * @param away takes away whatever is of the origin, when it is rejected
   */
  AttachedConnector.Tally arrived(Origin origin, Runnable away) {
    Canary canary = canaries.computeIfAbsent(origin.symbolicName(), b -> new Canary(clock));
    arrived(origin, canary);
    if (canary.isOnTrial(origin.version())) {
      LOG.info("{}: a new version, it is watched for a while", origin);
    }
    return new AttachedConnector.Tally() {
      @Override
      public void count(UUID operation, Outcome outcome) {
        canary
            .count(origin.version(), operation, outcome)
            .ifPresent(rejection -> work.execute(() -> rollBack(origin, canary, rejection, away)));
      }

      @Override
      public boolean isOnTrial() {
        return canary.isOnTrial(origin.version());
      }

      @Override
      public void atWorkAgain() {
        arrived(origin, canary);
      }
    };
  }

  private void rollBack(Origin origin, Canary canary, Canary.Rejection rejection, Runnable away) {
    ConnectorJars files = jars;
    Optional<Path> aside =
        files == null
            ? Optional.empty()
            : files.rollBack(origin.symbolicName(), rejection.rejected(), rejection.previous());
    if (aside.isEmpty()) {
      LOG.warn(
          "{}: {}; it stays, because it cannot be rolled back to {}",
          origin,
          rejection.reason(),
          rejection.previous());
      canary.accept(origin.version());
      return;
    }
    LOG.warn(
        "{}: rolled back to {} because {}; the rejected jar is {}",
        origin,
        rejection.previous(),
        rejection.reason(),
        aside.get());
    rolledBack.put(
        origin.symbolicName(),
        new RolledBack(
            rejection.previous(),
            "Rolled back from " + rejection.rejected() + " because " + rejection.reason() + "."));
    away.run();
  }

  private void arrived(Origin origin, Canary canary) {
    int failed = canary.arrived(origin.version()).size();
    if (failed > 0) {
      LOG.info("{} is back: {} operations are tried again", origin, failed);
      TRY_AGAIN_SECONDS.forEach(delay -> later(delay, canary));
    }
  }

  private void later(long seconds, Canary canary) {
    try {
      var unused = work.schedule(() -> tryAgain(canary), seconds, TimeUnit.SECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("what failed is not tried again: the server stops");
    }
  }

  private void tryAgain(Canary canary) {
    List<UUID> operations = new ArrayList<>(canary.leftBehind());
    try {
      for (int i = 0; i < operations.size(); i += AT_ONCE) {
        log.retry(operations.subList(i, Math.min(operations.size(), i + AT_ONCE)));
      }
      doorbell.ring();
    } catch (UnavailableException away) {
      later(AFTER_TROUBLE_SECONDS, canary);
    }
  }

  /**
   * What happened to the version before this one, for people.
   *
   * @param bundle symbolic name and version
   * @return empty unless this version was put back in place of a rejected one
   */
  public String remark(String bundle) {
    int space = bundle.indexOf(' ');
    RolledBack last = space < 0 ? null : rolledBack.get(bundle.substring(0, space));
    return last == null || !last.version().equals(bundle.substring(space + 1)) ? "" : last.text();
  }
}

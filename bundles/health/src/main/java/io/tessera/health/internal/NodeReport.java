package io.tessera.health.internal;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import io.tessera.metering.MeterSources;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the checks tagged {@code report} every quarter of a minute on a thread of its own and keeps
 * what they said; keeps the course of an hour besides.
 */
@Component(service = Health.class, immediate = true)
public final class NodeReport implements Health {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReport.class);

  private final Map<HealthCheck, String> checks = new ConcurrentHashMap<>();
  private final Vitals vitals;
  private final MeterSources sources;
  private final Clock clock = Clock.systemUTC();
  private final Ring ring = new Ring();
  private final Node node;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread watching = new Thread(work, "health");
            watching.setDaemon(true);
            return watching;
          });

  private volatile Report latest;

  @Activate
  public NodeReport(
      @Reference(name = "vitals") Vitals vitals,
      @Reference(name = "sources") MeterSources sources,
      BundleContext context) {
    this(
        vitals,
        sources,
        new Node(
            name(Path.of(context.getProperty("tessera.data")).resolve("node-id")),
            context.getBundle().getVersion().toString(),
            started()));
    var unused =
        thread.scheduleAtFixedRate(this::look, 1_000, Ring.STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  NodeReport(Vitals vitals, MeterSources sources, Node node) {
    this.vitals = vitals;
    this.sources = sources;
    this.node = node;
    this.latest =
        new Report(
            State.UNKNOWN,
            clock.instant(),
            List.of(),
            machine(Ring.NOTHING),
            pool(Ring.NOTHING),
            node);
  }

  @Deactivate
  void stop() {
    thread.shutdownNow();
  }

  @Reference(cardinality = MULTIPLE, policy = DYNAMIC, target = "(" + HealthCheck.TAGS + "=report)")
  public void addCheck(HealthCheck check, Map<String, Object> properties) {
    checks.put(check, String.valueOf(properties.get(HealthCheck.NAME)));
  }

  public void removeCheck(HealthCheck check) {
    checks.remove(check);
  }

  @Override
  public Report report() {
    return latest;
  }

  @Override
  public Course course(Duration back) {
    return ring.course(back, clock.instant());
  }

  /** One round. */
  void look() {
    try {
      List<Check> all = new ArrayList<>();
      checks.forEach((check, name) -> all.add(run(check, name)));
      vitals.latest().ifPresent(sample -> all.addAll(targets(sample)));
      all.sort(Comparator.comparing(Check::name));
      Moment moment = Moment.of(sources);
      ring.add(clock.instant(), moment);
      State worst =
          all.stream().map(Check::state).max(Comparator.naturalOrder()).orElse(State.UNKNOWN);
      latest = new Report(worst, clock.instant(), all, machine(moment), pool(moment), node);
    } catch (RuntimeException bug) { // the watch must go on; the next round tries again
      LOG.error("looking after the server's health failed", bug);
    }
  }

  private static Check run(HealthCheck check, String name) {
    long began = System.nanoTime();
    State state = State.CRITICAL;
    String detail;
    try {
      Result result = check.execute();
      StringBuilder words = new StringBuilder();
      result.forEach(entry -> words.append(words.isEmpty() ? "" : " ").append(entry.getMessage()));
      state = state(result.getStatus());
      detail = words.toString();
    } catch (RuntimeException broken) { // whoever wrote the check; it says nothing then
      LOG.warn("the check {} failed", name, broken);
      detail = "The check itself failed; see the log.";
    }
    return new Check(name, state, detail, Duration.ofNanos(System.nanoTime() - began));
  }

  private static State state(Result.Status status) {
    return switch (status) {
      case OK -> State.OK;
      case WARN -> State.WARN;
      case HEALTH_CHECK_ERROR -> State.UNKNOWN;
      case TEMPORARILY_UNAVAILABLE, CRITICAL -> State.CRITICAL;
    };
  }

  private static List<Check> targets(Vitals.Sample sample) {
    return sample.targets().stream()
        .map(
            target ->
                new Check(
                    "target " + target.name(),
                    state(target.status()),
                    target.status().detail(),
                    Duration.ZERO))
        .toList();
  }

  private static State state(TargetStatus status) {
    return switch (status.state()) {
      case QUARANTINED, TROUBLED, ABSENT -> State.WARN;
      case ACTIVE, DISABLED, MAINTENANCE -> status.dead() > 0 ? State.WARN : State.OK;
    };
  }

  private static Machine machine(Moment moment) {
    return new Machine(
        Runtime.version().toString(),
        started(),
        Runtime.getRuntime().availableProcessors(),
        moment.value("process_cpu_share"),
        (long) moment.value("jvm_memory_used_bytes", "heap"),
        (long) moment.value("jvm_memory_max_bytes", "heap"),
        (int) moment.value("jvm_threads_current"));
  }

  private static Pool pool(Moment moment) {
    return new Pool(
        (int) moment.value("tessera_database_connections", "active"),
        (int) moment.value("tessera_database_connections", "idle"),
        (int) moment.value("tessera_database_connections_max"),
        (int) moment.value("tessera_database_waiting_threads"));
  }

  private static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private static String name(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException notYet) {
      LOG.debug("{} cannot be read yet", file, notYet);
      return "this node";
    }
  }
}

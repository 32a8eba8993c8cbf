package io.tessera.telemetry.internal;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.tessera.metering.MeterSources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends figures and spans to a collector, on a thread of its own that nobody waits for. */
@Component(
    name = "io.tessera.telemetry",
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Export.Config.class)
public final class Export {
  private static final Logger LOG = LoggerFactory.getLogger(Export.class);
  private static final Duration SPANS_EVERY = Duration.ofSeconds(1);
  private static final Duration FIRST_FIGURES = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Spans spans;
  private final MeterSources sources;
  private final Config config;
  private final Self self;
  private final Instant began =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Export::daemon);
  private volatile @Nullable Collector collector;

  /** Where to and how often. */
  @ObjectClassDefinition(name = "OpenTelemetry export")
  public @interface Config {
    @AttributeDefinition(description = "Address of the collector (OTLP over HTTP); empty for none")
    String endpoint() default "";

    @AttributeDefinition(description = "File with a header NAME: VALUE for it in each line")
    String headersFile() default "";

    @AttributeDefinition(description = "PEM file with the authorities of its certificate")
    String authorities() default "";

    @AttributeDefinition(description = "How often figures are sent, in seconds")
    int seconds() default 60;

    @AttributeDefinition(description = "Share of the changes whose traces are sent, 0 to 1")
    double ratio() default 1;
  }

  @Activate
  public Export(
      @Reference(name = "spans") Spans spans,
      @Reference(name = "sources") MeterSources sources,
      BundleContext context,
      Config config) {
    this(
        spans,
        sources,
        new Self(
            context.getBundle().getVersion().toString(),
            Path.of(context.getProperty("tessera.data")).resolve("node-id")),
        config);
  }

  Export(Spans spans, MeterSources sources, Self self, Config config) {
    this.spans = spans;
    this.sources = sources;
    this.config = config;
    this.self = self;
    if (!config.endpoint().isBlank()) {
      spans.open(new Share(config.ratio()));
      long seconds = Math.max(1, config.seconds());
      every(SPANS_EVERY, SPANS_EVERY, this::sendSpans);
      every(
          Duration.ofSeconds(Math.min(FIRST_FIGURES.toSeconds(), seconds)),
          Duration.ofSeconds(seconds),
          this::sendFigures);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "telemetry");
    thread.setDaemon(true);
    return thread;
  }

  private void every(Duration first, Duration pause, Task task) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> attempt(task), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What may go wrong with files. */
  private interface Task {
    void run() throws IOException;
  }

  /** What is thrown here would end the repetition without a word. */
  private static void attempt(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | LinkageError broken) {
      LOG.warn("figures and traces cannot be sent", broken);
    }
  }

  /** Made by the thread that uses it: a server that starts does not wait for it. */
  private Collector collector() throws IOException {
    Collector present = collector;
    if (present == null) {
      present =
          new Collector(
              config.endpoint(),
              new HeadersFile(file(config.headersFile())),
              file(config.authorities()));
      collector = present;
      LOG.info("figures go to a collector every {} s, traces at once", config.seconds());
    }
    return present;
  }

  private static @Nullable Path file(String name) {
    return name.isBlank() ? null : Path.of(name);
  }

  private void sendSpans() throws IOException {
    Collector to = collector();
    SpanWriter writer = new SpanWriter(self.resource());
    List<SpanData> batch = spans.take(writer);
    while (!batch.isEmpty() && !Thread.currentThread().isInterrupted()) {
      if (to.takesSpans(batch)) {
        spans.sent(batch.size());
      } else {
        spans.dropped(batch.size());
      }
      batch = spans.take(writer);
    }
  }

  private void sendFigures() throws IOException {
    Collector to = collector();
    Figures figures = new Figures(self.resource(), began, Instant.now());
    sources.tell(figures);
    var unused = to.takesFigures(figures.all());
  }

  /** Sends what waits still, for a bounded time. */
  @Deactivate
  void stop() throws InterruptedException {
    spans.close();
    if (!config.endpoint().isBlank()) {
      thread.execute(() -> attempt(this::sendSpans));
    }
    thread.shutdown();
    if (!thread.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
      thread.shutdownNow();
    }
    Collector present = collector;
    if (present != null) {
      // The library may wait for what is under way. Nobody waits for that.
      daemon(present::close).start();
    }
  }
}

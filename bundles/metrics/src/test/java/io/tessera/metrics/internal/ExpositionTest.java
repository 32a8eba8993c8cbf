package io.tessera.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSources;
import io.tessera.metering.Tally;
import io.tessera.metering.Timing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final MeterSources sources = new MeterSources();
  private final Tally calls = new Tally(Meter.counter("calls", "Calls that were made.", "target"));
  private final Timing took = Timing.ofCalls(Meter.histogram("call_seconds", "How long."));

  ExpositionTest() {
    sources.addSource(calls);
    sources.addSource(took);
  }

  @Test
  void counters_have_a_type_a_help_and_their_labels() throws IOException {
    calls.add("quote\"d\n");
    assertThat(text())
        .contains("# HELP calls_total Calls that were made.")
        .contains("# TYPE calls_total counter")
        .contains("calls_total{target=\"quote\\\"d\\n\"} 1.0");
  }

  @Test
  void the_buckets_of_a_histogram_add_up() throws IOException {
    took.record(Duration.ofMillis(3));
    took.record(Duration.ofSeconds(60));
    assertThat(text())
        .contains("call_seconds_bucket{le=\"0.0025\"} 0")
        .contains("call_seconds_bucket{le=\"0.005\"} 1")
        .contains("call_seconds_bucket{le=\"30.0\"} 1")
        .contains("call_seconds_bucket{le=\"+Inf\"} 2")
        .contains("call_seconds_count 2");
  }

  @Test
  void open_metrics_ends_as_it_has_to() throws IOException {
    calls.add("hr");
    Exposition exposition = new Exposition();
    sources.tell(exposition);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.create().write(out, exposition.snapshots());
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("# EOF\n");
  }

  private String text() throws IOException {
    Exposition exposition = new Exposition();
    sources.tell(exposition);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, exposition.snapshots());
    return out.toString(StandardCharsets.UTF_8);
  }
}

package io.tessera.telemetry.internal;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where figures and spans go. Used by one thread. */
final class Collector implements AutoCloseable {
  /** Who says all this, beside the server it is about. */
  static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.tessera");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A collector that is started anew is there again by the third try. */
  private static final RetryPolicy RETRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofSeconds(1))
          .setMaxBackoff(Duration.ofSeconds(3))
          .build();

  private final OtlpHttpMetricExporter metrics;
  private final OtlpHttpSpanExporter spans;
  private final Outage outage;

  /**
   * @param endpoint what {@code /v1/metrics} and {@code /v1/traces} are below
   * @param headers that go with every request
   * @param authorities of its certificate, a PEM file; null for those Java knows
   */
  Collector(String endpoint, HeadersFile headers, @Nullable Path authorities) throws IOException {
    String base = endpoint.replaceAll("/+$", "");
    OtlpHttpMetricExporterBuilder figures =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(base + "/v1/metrics")
            .setHeaders(headers::read)
            .setCompression("gzip")
            .setTimeout(PATIENCE)
            .setConnectTimeout(PATIENCE)
            .setRetryPolicy(RETRIES);
    OtlpHttpSpanExporterBuilder traces =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base + "/v1/traces")
            .setHeaders(headers::read)
            .setCompression("gzip")
            .setTimeout(PATIENCE)
            .setConnectTimeout(PATIENCE)
            .setRetryPolicy(RETRIES);
    if (authorities != null) {
      byte[] trusted = Files.readAllBytes(authorities);
      figures.setTrustedCertificates(trusted);
      traces.setTrustedCertificates(trusted);
    }
    this.metrics = figures.build();
    this.spans = traces.build();
    this.outage = new Outage(URI.create(base).getAuthority());
  }

  /** Waits until they were taken, or it is certain that they will not be. */
  boolean takesFigures(List<MetricData> all) {
    return took(metrics.export(all));
  }

  /** Waits until they were taken, or it is certain that they will not be. */
  boolean takesSpans(List<SpanData> all) {
    return took(spans.export(all));
  }

  private boolean took(CompletableResultCode result) {
    result.join(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    if (result.isSuccess()) {
      outage.over();
    } else if (!Thread.currentThread().isInterrupted()) {
      outage.noticed(result.getFailureThrowable());
    }
    return result.isSuccess();
  }

  @Override
  public void close() {
    metrics.close();
    spans.close();
  }
}

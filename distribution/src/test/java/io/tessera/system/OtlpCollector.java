package io.tessera.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector of OpenTelemetry that keeps what it gets. */
final class OtlpCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ToldSpan> spans = new CopyOnWriteArrayList<>();
  private final Map<String, Double> values = new ConcurrentHashMap<>();
  private final List<String> names = new CopyOnWriteArrayList<>();

  /** A span; what it says is in its attributes. */
  record ToldSpan(String trace, String id, String parent, String name, Map<String, String> said) {}

  private interface Taker {
    void take(InputStream body) throws IOException;
  }

  private OtlpCollector(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/traces", exchange -> answer(exchange, this::takeSpans));
    server.createContext("/v1/metrics", exchange -> answer(exchange, this::takeMetrics));
    server.start();
  }

  static OtlpCollector on(int port) throws IOException {
    return new OtlpCollector(port);
  }

  List<ToldSpan> trace(String id) {
    return spans.stream().filter(span -> span.trace().equals(id)).toList();
  }

  List<ToldSpan> spans() {
    return spans;
  }

  /** Latest values of counters and gauges, by name and labels. */
  Map<String, Double> values() {
    return values;
  }

  List<String> names() {
    return names;
  }

  private static void answer(HttpExchange exchange, Taker taker) throws IOException {
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      taker.take(body);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void takeSpans(InputStream body) throws IOException {
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
        .flatMap(of -> of.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(OtlpCollector::told)
        .forEach(spans::add);
  }

  private static ToldSpan told(Span span) {
    HexFormat hex = HexFormat.of();
    return new ToldSpan(
        hex.formatHex(span.getTraceId().toByteArray()),
        hex.formatHex(span.getSpanId().toByteArray()),
        hex.formatHex(span.getParentSpanId().toByteArray()),
        span.getName(),
        labels(span.getAttributesList()));
  }

  private void takeMetrics(InputStream body) throws IOException {
    ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
        .flatMap(of -> of.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(this::take);
  }

  private void take(Metric metric) {
    names.add(metric.getName());
    for (NumberDataPoint point :
        metric.hasSum() ? metric.getSum().getDataPointsList() : gauge(metric)) {
      values.put(metric.getName() + labels(point.getAttributesList()), point.getAsDouble());
    }
  }

  private static List<NumberDataPoint> gauge(Metric metric) {
    return metric.getGauge().getDataPointsList();
  }

  private static Map<String, String> labels(List<KeyValue> attributes) {
    Map<String, String> labels = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      labels.put(
          attribute.getKey(),
          attribute.getValue().hasIntValue()
              ? Long.toString(attribute.getValue().getIntValue())
              : attribute.getValue().getStringValue());
    }
    return labels;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

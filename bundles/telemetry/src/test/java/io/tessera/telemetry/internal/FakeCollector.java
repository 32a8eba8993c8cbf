package io.tessera.telemetry.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector that keeps what it gets. */
final class FakeCollector implements AutoCloseable {
  private final HttpServer server;
  final List<Span> spans = new CopyOnWriteArrayList<>();
  final List<Metric> metrics = new CopyOnWriteArrayList<>();
  final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  volatile int status = 200;

  FakeCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", exchange -> answer(exchange, this::takeSpans));
    server.createContext("/v1/metrics", exchange -> answer(exchange, this::takeMetrics));
    server.start();
  }

  private interface Taker {
    void take(InputStream body) throws IOException;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, Taker taker) throws IOException {
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Api-Key")));
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      if (status == 200) {
        taker.take(body);
      }
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void takeSpans(InputStream body) throws IOException {
    ExportTraceServiceRequest.parseFrom(body)
        .getResourceSpansList()
        .forEach(
            of -> {
              resources.add(attributes(of.getResource().getAttributesList()));
              of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
  }

  private void takeMetrics(InputStream body) throws IOException {
    ExportMetricsServiceRequest.parseFrom(body)
        .getResourceMetricsList()
        .forEach(
            of -> {
              resources.add(attributes(of.getResource().getAttributesList()));
              of.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList()));
            });
  }

  static Map<String, String> attributes(List<KeyValue> told) {
    Map<String, String> attributes = new HashMap<>();
    told.forEach(
        a ->
            attributes.put(
                a.getKey(),
                a.getValue().hasIntValue()
                    ? Long.toString(a.getValue().getIntValue())
                    : a.getValue().getStringValue()));
    return attributes;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

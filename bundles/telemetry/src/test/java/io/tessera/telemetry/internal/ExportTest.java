package io.tessera.telemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.tessera.metering.AnsweredRequest;
import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSources;
import io.tessera.metering.Readings;
import io.tessera.metering.Tally;
import io.tessera.metering.TargetCall;
import io.tessera.metering.Timing;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final String CAUSALITY = "0af76519-16cd-43dd-8448-eb211c80319c";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String ROOT = "8448eb211c80319c";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");

  @TempDir private Path folder;
  private final Spans spans = new Spans();
  private final MeterSources sources = new MeterSources();
  private FakeCollector collector;
  private Export export;

  @BeforeEach
  void start() throws IOException {
    collector = new FakeCollector();
    Files.writeString(folder.resolve("headers"), "# for the collector\nApi-Key: secret: 1\n");
    Files.writeString(folder.resolve("node-id"), "node-1\n");
    export = exportTo(collector.address() + "/");
  }

  @AfterEach
  void end() throws InterruptedException {
    export.stop();
    collector.close();
  }

  private Export exportTo(String endpoint) {
    return exportTo(endpoint, 1);
  }

  private Export exportTo(String endpoint, double ratio) {
    return new Export(
        spans,
        sources,
        new Self("1.2.3", folder.resolve("node-id")),
        new Export.Config() {
          @Override
          public String endpoint() {
            return endpoint;
          }

          @Override
          public String headersFile() {
            return folder.resolve("headers").toString();
          }

          @Override
          public String authorities() {
            return "";
          }

          @Override
          public int seconds() {
            return 1;
          }

          @Override
          public double ratio() {
            return ratio;
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return Export.Config.class;
          }
        });
  }

  @Test
  void a_change_and_its_calls_are_one_trace_named_by_the_causality_id() {
    spans.answered(request("POST", 201, ""));
    spans.called(call("APPLIED"));
    await(() -> collector.spans.size() == 2);
    Span request = collector.spans.get(0);
    assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(request.getSpanId())).isEqualTo(ROOT);
    assertThat(request.getParentSpanId()).isEmpty();
    assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(request.getName()).isEqualTo("POST /Users");
    assertThat(request.getStartTimeUnixNano()).isEqualTo(1_767_268_800_123_456_789L);
    assertThat(request.getEndTimeUnixNano() - request.getStartTimeUnixNano()).isEqualTo(5_000_000);
    assertThat(FakeCollector.attributes(request.getAttributesList()))
        .containsOnly(
            Map.entry("tessera.causality_id", CAUSALITY),
            Map.entry("tessera.door", "scim2"),
            Map.entry("http.request.method", "POST"),
            Map.entry("http.route", "/Users"),
            Map.entry("http.response.status_code", "201"));
    Span call = collector.spans.get(1);
    assertThat(hex(call.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(call.getParentSpanId())).isEqualTo(ROOT);
    assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(call.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    assertThat(FakeCollector.attributes(call.getAttributesList()))
        .containsEntry("tessera.target", "hr")
        .containsEntry("tessera.connector.type", "io.tessera.connector.ldap")
        .containsEntry("tessera.action", "CREATE")
        .containsEntry("tessera.result", "APPLIED")
        .containsEntry("tessera.attempt", "1");
    assertThat(collector.resources)
        .allSatisfy(
            of ->
                assertThat(of)
                    .containsOnly(
                        Map.entry("service.name", "tessera"),
                        Map.entry("service.version", "1.2.3"),
                        Map.entry("service.instance.id", "node-1")));
    assertThat(collector.keys).containsOnly("secret: 1");
  }

  @Test
  void a_call_that_failed_says_so_by_its_kind_alone() {
    spans.called(call("TRANSIENT"));
    await(() -> collector.spans.size() == 1);
    assertThat(collector.spans.get(0).getStatus().getCode())
        .isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(FakeCollector.attributes(collector.spans.get(0).getAttributesList()))
        .containsEntry("error.type", "TRANSIENT");
  }

  @Test
  void a_callers_own_trace_is_continued_and_linked_with_the_change() {
    spans.answered(request("POST", 201, "00-11111111111111111111111111111111-2222222222222222-01"));
    await(() -> collector.spans.size() == 2);
    Span own = collector.spans.get(0);
    Span callers = collector.spans.get(1);
    assertThat(hex(own.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(own.getLinks(0).getSpanId())).isEqualTo("2222222222222222");
    assertThat(hex(callers.getTraceId())).isEqualTo("11111111111111111111111111111111");
    assertThat(hex(callers.getParentSpanId())).isEqualTo("2222222222222222");
    assertThat(hex(callers.getLinks(0).getTraceId())).isEqualTo(TRACE);
  }

  @Test
  void what_only_reads_is_told_to_callers_who_trace_it_and_to_nobody_else() {
    spans.answered(request("GET", 200, ""));
    spans.answered(request("GET", 200, "00-11111111111111111111111111111111-2222222222222222-00"));
    spans.answered(request("GET", 200, "00-11111111111111111111111111111111-2222222222222222-01"));
    spans.answered(request("DELETE", 204, ""));
    await(() -> collector.spans.size() == 2);
    assertThat(collector.spans)
        .extracting(Span::getName)
        .containsExactly("GET /Users", "DELETE /Users");
  }

  @Test
  void of_a_share_of_the_changes_the_whole_trace_is_sent_and_of_the_others_nothing()
      throws Exception {
    export.stop();
    export = exportTo(collector.address(), .2);
    List<String> changes =
        Stream.generate(() -> UUID.randomUUID().toString()).limit(1_000).toList();
    changes.forEach(causality -> spans.answered(request(causality, "POST", 201, "")));
    changes.forEach(causality -> spans.called(call(causality, "APPLIED")));
    export.stop();
    Map<String, Long> byTrace =
        collector.spans.stream()
            .collect(Collectors.groupingBy(s -> hex(s.getTraceId()), Collectors.counting()));
    assertThat(byTrace.size()).isBetween(100, 300);
    assertThat(byTrace.values()).containsOnly(2L);
    export = exportTo("");
  }

  @Test
  void a_caller_who_traces_has_the_request_also_where_the_change_is_not_traced() throws Exception {
    export.stop();
    export = exportTo(collector.address(), 0);
    spans.called(call("APPLIED"));
    spans.answered(request("POST", 201, "00-11111111111111111111111111111111-2222222222222222-01"));
    await(() -> collector.spans.size() == 1);
    assertThat(hex(collector.spans.get(0).getTraceId())).isEqualTo("1".repeat(32));
    assertThat(collector.spans.get(0).getLinksList()).isEmpty();
  }

  @Test
  void a_traceparent_that_is_none_is_ignored() {
    String place = "11111111111111111111111111111111-2222222222222222";
    for (String wrong :
        List.of(
            "",
            "nonsense",
            "ff-" + place + "-01",
            "00-" + place,
            "00-" + place + "-01-more",
            "00-" + place.replace('1', 'A') + "-01",
            "00-00000000000000000000000000000000-2222222222222222-01",
            "00-11111111111111111111111111111111-0000000000000000-01")) {
      assertThat(Place.ofCaller(wrong)).as(wrong).isEmpty();
    }
    assertThat(Place.ofCaller("00-" + place + "-00")).isPresent();
    assertThat(Place.ofCaller("01-" + place + "-01-more")).isPresent();
  }

  @Test
  void an_id_of_another_form_leads_to_one_trace_as_well() {
    assertThat(Place.ofRequest("cause").isValid()).isTrue();
    assertThat(Place.ofRequest("cause")).isEqualTo(Place.ofRequest("cause"));
    assertThat(Place.below(Place.ofRequest("cause")).getTraceId())
        .isEqualTo(Place.ofRequest("cause").getTraceId());
  }

  @Test
  void figures_are_those_the_sources_tell() {
    Tally tally = new Tally(Meter.counter("tessera_calls", "Calls.", "target"));
    tally.add(7, "hr");
    Timing timing = Timing.ofCalls(Meter.histogram("tessera_call_seconds", "How long."));
    timing.record(Duration.ofMillis(2));
    timing.record(Duration.ofMinutes(1));
    sources.addSource(tally);
    sources.addSource(timing);
    sources.addSource(r -> r.value(Meter.gauge("jvm_memory_used_bytes", "", "area"), 5, "heap"));
    await(() -> collector.metrics.size() >= 3);
    Map<String, Metric> told = new HashMap<>();
    collector.metrics.forEach(metric -> told.put(metric.getName(), metric));
    Metric calls = told.get("tessera.calls");
    assertThat(calls.getDescription()).isEqualTo("Calls.");
    assertThat(calls.getSum().getIsMonotonic()).isTrue();
    assertThat(calls.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(calls.getSum().getDataPoints(0).getAsDouble()).isEqualTo(7);
    assertThat(FakeCollector.attributes(calls.getSum().getDataPoints(0).getAttributesList()))
        .containsOnly(Map.entry("target", "hr"));
    assertThat(told.get("jvm.memory.used").getUnit()).isEqualTo("By");
    assertThat(told.get("jvm.memory.used").getGauge().getDataPoints(0).getAsDouble()).isEqualTo(5);
    assertThat(told.get("tessera.call").getUnit()).isEqualTo("s");
    HistogramDataPoint point = told.get("tessera.call").getHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getSum()).isBetween(60.0019, 60.0021);
    assertThat(point.getBucketCountsList()).hasSize(point.getExplicitBoundsCount() + 1);
    assertThat(point.getBucketCounts(point.getExplicitBoundsCount())).isEqualTo(1);
  }

  @Test
  void what_a_collector_refuses_is_dropped_and_counted() {
    collector.status = 400;
    spans.called(call("APPLIED"));
    await(() -> count("dropped") == 1);
    collector.status = 200;
    spans.called(call("APPLIED"));
    await(() -> count("sent") == 1);
  }

  @Test
  void a_collector_that_comes_back_soon_misses_nothing() {
    collector.status = 503;
    spans.called(call("APPLIED"));
    await(() -> !collector.keys.isEmpty());
    collector.status = 200;
    await(() -> count("sent") == 1);
    assertThat(count("dropped")).isZero();
  }

  @Test
  void whoever_tells_never_waits_for_a_collector_that_is_away() throws Exception {
    export.stop();
    export = exportTo("http://127.0.0.1:" + nobodyListens());
    long began = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      spans.called(call("APPLIED"));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(count("dropped")).isBetween(10_000.0, 20_000.0);
  }

  @Test
  void a_collector_that_never_answers_holds_up_a_server_that_stops_for_two_seconds()
      throws Exception {
    export.stop();
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      export = exportTo("http://127.0.0.1:" + silent.getLocalPort());
      spans.called(call("APPLIED"));
      silent.accept();
      long stopping = System.nanoTime();
      export.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(3));
      export = exportTo("");
    }
  }

  @Test
  void what_waits_when_the_server_stops_is_sent() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      spans.called(call("APPLIED"));
    }
    export.stop();
    assertThat(collector.spans).hasSize(1_000);
    export = exportTo("");
  }

  @Test
  void nothing_is_kept_where_there_is_no_collector() throws Exception {
    export.stop();
    export = exportTo("");
    for (int i = 0; i < 10_000; i++) {
      spans.called(call("APPLIED"));
    }
    assertThat(count("dropped")).isZero();
  }

  private static int nobodyListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private double count(String outcome) {
    double[] count = new double[1];
    spans.tell(
        new Readings() {
          @Override
          public void value(Meter meter, double value, List<String> labels) {
            if (labels.contains(outcome)) {
              count[0] = value;
            }
          }

          @Override
          public void distribution(Meter meter, Distribution distribution, List<String> labels) {}
        });
    return count[0];
  }

  private static AnsweredRequest request(String method, int status, String traceparent) {
    return request(CAUSALITY, method, status, traceparent);
  }

  private static AnsweredRequest request(
      String causality, String method, int status, String traceparent) {
    return new AnsweredRequest(
        causality, "scim2", "/Users", method, status, NOON, Duration.ofMillis(5), traceparent);
  }

  private static TargetCall call(String result) {
    return call(CAUSALITY, result);
  }

  private static TargetCall call(String causality, String result) {
    return new TargetCall(
        causality,
        "hr",
        "io.tessera.connector.ldap",
        "io.tessera.connector.ldap 0.1.0",
        "CREATE",
        result,
        1,
        NOON,
        Duration.ofMillis(3));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}

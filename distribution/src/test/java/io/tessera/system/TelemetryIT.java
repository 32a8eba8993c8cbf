package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.system.OtlpCollector.ToldSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an OpenTelemetry collector learns of a server, and that the server needs none. */
class TelemetryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ALICE =
      "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"alice\","
          + "\"name\":{\"givenName\":\"Alice\",\"familyName\":\"Adams\"}}";

  @TempDir private Path folder;
  private final int port = Ports.free();
  private Directory directory;
  private TesseraServer tessera;
  private String target;

  @BeforeEach
  void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera =
        TesseraServer.in(folder.resolve("tessera"))
            .with("TESSERA_OTLP_ENDPOINT", "http://127.0.0.1:" + port)
            .with("TESSERA_OTLP_SECONDS", "1")
            .start();
    target =
        tessera
            .connections()
            .addTarget("corporate", "io.tessera.connector.ldap", directory.settings());
  }

  @AfterEach
  void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void a_change_is_followed_from_the_door_to_the_target_in_one_trace() throws Exception {
    try (OtlpCollector collector = OtlpCollector.on(port)) {
      String callers = "11111111111111111111111111111111";
      Http.Answer created =
          tessera
              .http()
              .send(
                  "POST",
                  "/scim2/Users",
                  ALICE,
                  "traceparent",
                  "00-" + callers + "-2222222222222222-01")
              .successful();
      String trace = created.header("X-Causality-Id").replace("-", "");
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(collector.trace(trace))
                  .extracting(ToldSpan::name)
                  .contains("POST /Users", "CREATE corporate"));
      List<ToldSpan> spans = collector.trace(trace);
      ToldSpan request = spans.stream().filter(s -> s.parent().isEmpty()).findFirst().orElseThrow();
      assertThat(request.said())
          .containsEntry("http.response.status_code", "201")
          .containsEntry("tessera.causality_id", created.header("X-Causality-Id"));
      assertThat(spans)
          .filteredOn(span -> span.name().equals("CREATE corporate"))
          .allSatisfy(call -> assertThat(call.parent()).isEqualTo(request.id()))
          .anySatisfy(
              call ->
                  assertThat(call.said())
                      .containsEntry("tessera.result", "APPLIED")
                      .containsEntry("tessera.connector.type", "io.tessera.connector.ldap"));
      assertThat(collector.trace(callers))
          .singleElement()
          .satisfies(span -> assertThat(span.parent()).isEqualTo("2222222222222222"));
      assertThat(collector.spans().toString()).doesNotContainIgnoringCase("alice");

      tessera.connections().awaitDelivered(target, PATIENCE);
      Map<String, String> delivered = Map.of("outcome", "delivered", "target", "corporate");
      Eventually.holds(
          PATIENCE,
          () -> {
            assertThat(collector.values())
                .containsEntry("tessera.operations" + new TreeMap<>(delivered), 1.0);
            assertThat(collector.names())
                .contains("tessera.delivery", "tessera.target.call", "jvm.memory.used");
          });
      assertThat(tessera.http().get("/metrics").text())
          .contains("tessera_operations_total{outcome=\"delivered\",target=\"corporate\"} 1.0")
          .contains("tessera_cache_hits_total{cache=\"credentials\"} ")
          .contains("tessera_telemetry_spans_total{outcome=\"sent\"} ");
      tessera.stop();
    }
  }

  @Test
  void a_collector_that_is_away_harms_nothing_and_is_told_of_once() throws Exception {
    for (int i = 0; i < 20; i++) {
      tessera.scim().create(user("user" + i));
    }
    tessera.connections().awaitDelivered(target, PATIENCE);
    Eventually.holds(
        PATIENCE,
        () -> {
          assertThat(tessera.http().get("/metrics").text())
              .contains("tessera_telemetry_spans_total{outcome=\"dropped\"} ");
          assertThat(complaints()).isEqualTo(1);
        });
    long stopping = System.nanoTime();
    try (OtlpCollector collector = OtlpCollector.on(port)) {
      tessera.scim().create(user("late"));
      tessera.connections().awaitDelivered(target, PATIENCE);
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(collector.spans())
                  .extracting(ToldSpan::name)
                  .contains("CREATE corporate"));
      stopping = System.nanoTime();
      tessera.stop();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(15));
    assertThat(complaints()).isEqualTo(1);
  }

  private long complaints() throws IOException {
    return Files.readString(tessera.data().resolve("log/tessera.json"))
        .lines()
        .filter(line -> line.contains("\"WARN\"") && line.contains("telemetry"))
        .count();
  }
}

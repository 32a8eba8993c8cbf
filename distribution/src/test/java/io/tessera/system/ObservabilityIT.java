package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees from outside: metrics, health, alerts, the log. */
class ObservabilityIT {
  private static final Pattern METRIC = Pattern.compile("\\b((?:tessera|jvm|process)_[a-z0-9_]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static String target;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    target =
        tessera
            .connections()
            .addTarget("corporate", "io.tessera.connector.ldap", directory.settings());
    tessera.scim().create(user("alice"));
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void every_query_of_the_dashboard_names_a_metric_that_is_told() throws IOException {
    Http admin = tessera.http();
    // Somebody who is not let in.
    admin.as("nobody", "wrong").get("/scim2/Users");
    Set<String> asked = new TreeSet<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("../docs/observability/grafana.json").toFile());
    for (JsonNode expression : dashboard.findValues("expr")) {
      Matcher found = METRIC.matcher(expression.asText());
      while (found.find()) {
        asked.add(found.group(1));
      }
    }
    assertThat(asked).hasSizeGreaterThan(15);
    Eventually.holds(
        PATIENCE,
        () -> {
          Set<String> told = new TreeSet<>();
          admin
              .get("/metrics")
              .text()
              .lines()
              .filter(line -> !line.startsWith("#"))
              .forEach(line -> told.add(line.split("[{ ]", 2)[0]));
          assertThat(told).containsAll(asked);
        });
    assertThat(admin.get("/metrics").text())
        .contains("tessera_operations_total{outcome=\"delivered\",target=\"corporate\"} ")
        .doesNotContain("alice");
  }

  @Test
  void metrics_are_for_those_who_may_read_them() throws IOException {
    Http admin = tessera.http();
    assertThat(admin.anonymously().get("/metrics").status()).isEqualTo(401);
    assertThat(caller("scraper", "metrics.read").get("/metrics").status()).isEqualTo(200);
    Http.Answer refused = caller("reader", "scim.users.read").get("/metrics");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("metrics.read");
  }

  @Test
  void health_is_told_with_every_target_and_the_last_hour() throws IOException {
    Http admin = tessera.http();
    Eventually.holds(
        PATIENCE,
        () -> {
          JsonNode health = admin.get("/api/v1/health").successful().json();
          assertThat(health.path("state").asText()).isIn("ok", "warn");
          assertThat(health.path("checks").findValuesAsText("name"))
              .contains("database", "disk", "certificate", "queue", "audit", "target corporate");
          JsonNode series = admin.get("/api/v1/health/series?minutes=5").successful().json();
          assertThat(series.path("series").findValuesAsText("name"))
              .contains("heapUsed", "queueWaiting");
        });
  }

  @Test
  void an_alert_channel_is_tried_and_keeps_its_secret() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          received.add(
              exchange.getRequestHeaders().getFirst("X-Tessera-Signature")
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
    try {
      Http admin = tessera.http();
      String id =
          admin
              .post(
                  "/api/v1/alert-channels",
                  "{\"name\": \"chat\", \"type\": \"webhook\", \"settings\": {\"url\":"
                      + " \"http://127.0.0.1:"
                      + hook.getAddress().getPort()
                      + "/\", \"secret\": \"shared\"}, \"conditions\": [\"operations-dead\"]}")
              .successful()
              .id();
      JsonNode tried = admin.post("/api/v1/alert-channels/" + id + "/test", "{}").json();
      assertThat(tried.path("sent").asBoolean()).isTrue();
      assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("t=").contains("\"test\":true");
      assertThat(admin.get("/api/v1/alert-channels/" + id).text()).doesNotContain("shared");
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void a_line_of_the_log_names_the_request_that_caused_it() throws IOException {
    Http.Answer refused = tessera.http().as("nobody", "wrong").get("/scim2/Users");
    String causality = refused.headers().firstValue("X-Causality-Id").orElseThrow();
    Eventually.holds(
        PATIENCE,
        () ->
            assertThat(Files.readString(tessera.data().resolve("log").resolve("tessera.json")))
                .contains("\"causality\":\"" + causality + "\""));
  }

  private static Http caller(String name, String scope) throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"" + name + "\", \"scopes\": [\"" + scope + "\"]}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return admin.as(id, secret.path("secret").asText());
  }
}

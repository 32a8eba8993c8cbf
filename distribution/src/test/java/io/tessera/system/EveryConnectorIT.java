package io.tessera.system;

import static io.tessera.system.User.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.tessera.system.EveryTarget.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One server, a target of each type, the same people everywhere; then each target is broken. */
@TestMethodOrder(OrderAnnotation.class)
class EveryConnectorIT {
  private static final int PEOPLE = Integer.getInteger("tessera.people", 100);
  private static final Duration PATIENCE = Duration.ofSeconds(60 + PEOPLE / 5);

  @TempDir static Path folder;
  private static final Map<String, String> TARGETS = new LinkedHashMap<>();
  private static EveryTarget every;
  private static TesseraServer tessera;
  private static HttpServer strange;

  @BeforeAll
  static void start() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    every = new EveryTarget(folder, files);
    tessera =
        TesseraServer.in(folder.resolve("tessera")).with("TESSERA_FILES", files.toString()).start();
    tessera.http().post("/api/v1/identity-providers", "{\"name\": \"everywhere\"}").successful();
    tessera.deploy(EveryTarget.foreignConnector());
    for (Kind kind : every.kinds()) {
      Eventually.holds(
          () -> assertThat(tessera.connections().offers(kind.type())).as(kind.type()).isTrue());
      TARGETS.put(kind.name(), EveryTarget.add(tessera, kind));
    }
    strange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    strange.createContext(
        "/garbage",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] page = "<html>Please sign in</html>".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    strange.createContext(
        "/loop",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    strange.start();
  }

  @AfterAll
  static void end() {
    if (tessera != null) {
      tessera.close();
    }
    every.close();
    strange.stop(0);
  }

  @Test
  @Order(1)
  void the_same_people_are_in_every_target() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      tessera.scim().create(user("person" + i));
    }
    for (String target : TARGETS.values()) {
      tessera.connections().awaitDelivered(target, PATIENCE);
    }
    for (Kind kind : every.kinds()) {
      assertThat(kind.count().now()).as(kind.name()).isEqualTo(PEOPLE);
    }
  }

  @Test
  @Order(2)
  void those_that_can_tell_what_they_would_do_and_do_none_of_it() throws Exception {
    String everywhere = tessera.scim().named("person0").orElseThrow().path("id").asText();
    keeping(", \"mode\": \"persist\"");
    String nowhere = tessera.scim().create(user("kept"));
    keeping("");
    for (String target : TARGETS.values()) {
      String path = "/api/v1/targets/" + target;
      JsonNode abilities = tessera.http().get(path + "/status").json().path("abilities");
      if (!abilities.toString().contains("\"plan\"")) {
        assertThat(plan(path, nowhere).status()).as(abilities.toString()).isEqualTo(409);
        continue;
      }
      JsonNode update = plan(path, everywhere).successful().json();
      assertThat(update.path("remoteId").asText()).isNotEmpty();
      JsonNode creation = plan(path, nowhere).successful().json();
      assertThat(creation.has("remoteId")).isFalse();
      assertThat(creation.path("calls")).isNotEmpty();
      assertThat(plan(path, "00000000-0000-0000-0000-000000000001").status()).isEqualTo(404);
    }
    for (Kind kind : every.kinds()) {
      assertThat(kind.count().now()).as(kind.name()).isEqualTo(PEOPLE);
    }
    tessera.scim().delete(nowhere);
  }

  private static Http.Answer plan(String target, String resource) throws IOException {
    return tessera.http().post(target + "/plan", "{\"resource\": \"" + resource + "\"}");
  }

  /** Says what becomes of what administrators write. */
  private static void keeping(String mode) throws IOException {
    String path = "/api/v1/service-providers";
    JsonNode resident = tessera.http().get(path + "?name=resident").successful().json();
    path += "/" + resident.at("/items/0/id").asText();
    String etag = tessera.http().get(path).successful().etag();
    String body = "{\"name\": \"resident\"" + mode + "}";
    tessera.http().send("PUT", path, body, "If-Match", etag).successful();
  }

  @Test
  @Order(3)
  void what_is_wrong_with_each_target_is_in_the_trace() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    change("ldap", Map.of("bindPassword", "wrong"));
    expected.put("ldap", "authentication");
    String whole = Files.readString(every.file);
    Files.writeString(every.file, "\"half of a li", StandardOpenOption.APPEND);
    expected.put("csv", "configuration");
    if (every.database.isPresent()) {
      every.sql("ALTER TABLE people RENAME COLUMN display_name TO shown_name");
      expected.put("jdbc", "configuration");
    }
    change("scim2", Map.of("usersUrl", at("/nowhere/Users")));
    expected.put("scim2", "configuration");
    change("scim1", Map.of("usersUrl", at("/loop/Users")));
    expected.put("scim1", "configuration");
    change("rest", Map.of("baseUrl", at("/garbage")));
    expected.put("rest", "unknown");
    change("activedirectory", Map.of("bindPassword", "wrong"));
    expected.put("activedirectory", "authentication");
    change("google", Map.of("subject", "nobody@example.org"));
    expected.put("google", "authentication");
    change("salesforce", Map.of("clientSecret", "wrong"));
    expected.put("salesforce", "authentication");
    change("spml", Map.of("password", "wrong"));
    expected.put("spml", "authentication");
    change("soap", Map.of("endpoint", at("/garbage")));
    // Looking the account up, after a creation that may have been, fails for certain.
    expected.put("soap", "configuration");
    change("connid", Map.of("credentials", "wrong"));
    expected.put("connid", "authentication");
    Http.Answer created = tessera.http().post("/scim2/Users", user("broken").json()).successful();
    String trace = "/api/v1/traces/" + created.header("X-Causality-Id");
    assertExplained(trace, expected);

    change("ldap", Map.of("userBase", "ou=nowhere,dc=demo,dc=tessera"));
    assertExplained(trace, Map.of("ldap", "configuration"));

    Files.writeString(every.file, whole);
    if (every.database.isPresent()) {
      every.sql("ALTER TABLE people RENAME COLUMN shown_name TO display_name");
    }
    for (String name : TARGETS.keySet()) {
      change(name, Map.of());
    }
    for (String target : TARGETS.values()) {
      tessera.connections().awaitDelivered(target, PATIENCE);
    }
    for (Kind kind : every.kinds()) {
      assertThat(kind.count().now()).as(kind.name()).isEqualTo(PEOPLE + 1);
    }
  }

  /** The trace tells for each target which kind of failure it met, and what its answer was. */
  private static void assertExplained(String trace, Map<String, String> expected) {
    Eventually.holds(
        PATIENCE,
        () -> {
          Map<String, String> told = new HashMap<>();
          for (JsonNode change : tessera.http().get(trace).successful().json().path("changes")) {
            for (JsonNode operation : change.path("operations")) {
              if (!operation.path("detail").asText().isEmpty()) {
                told.put(operation.path("targetName").asText(), operation.path("failure").asText());
              }
            }
          }
          assertThat(told).containsAllEntriesOf(expected);
        });
  }

  private static String at(String path) {
    return "http://127.0.0.1:" + strange.getAddress().getPort() + path;
  }

  /** Gives a target its right settings but for some. */
  private static void change(String name, Map<String, Object> wrong) throws IOException {
    Kind kind = every.kinds().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    Http admin = tessera.http();
    String path = "/api/v1/targets/" + TARGETS.get(name);
    Http.Answer present = admin.get(path).successful();
    ObjectNode body = (ObjectNode) present.json();
    body.remove("secretsSet");
    Map<String, Object> settings = new HashMap<>(kind.settings());
    settings.putAll(wrong);
    body.set("settings", Http.JSON.valueToTree(settings));
    admin.send("PUT", path, body.toString(), "If-Match", present.etag()).successful();
  }
}

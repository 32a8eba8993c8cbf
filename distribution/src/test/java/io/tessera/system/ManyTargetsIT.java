package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets of one identity provider do not get in each other's way. */
class ManyTargetsIT {
  private static final Set<String> OWN = Set.of("title", "employeeType");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory left;
  private static Directory right;
  private static String leftTarget;
  private static String rightTarget;

  @BeforeAll
  static void start() throws IOException {
    left = Directory.in(folder.resolve("left"));
    right = Directory.in(folder.resolve("right"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    leftTarget = target("left", left, "title");
    rightTarget = target("right", right, "employeeType");
  }

  @AfterAll
  static void end() {
    tessera.close();
    left.close();
    right.close();
  }

  /** With one attribute besides the usual ones, which names the target it is meant for. */
  private static String target(String name, Directory directory, String attribute)
      throws IOException {
    Http admin = tessera.http();
    String id =
        tessera
            .connections()
            .addUnguardedTarget(name, "io.tessera.connector.ldap", directory.settings());
    Http.Answer present = admin.get("/api/v1/targets/" + id).successful();
    ObjectNode body = (ObjectNode) present.json();
    body.remove("secretsSet");
    ObjectNode map = (ObjectNode) body.path("policyMap");
    var rows = Http.JSON.createArrayNode();
    for (JsonNode row : map.path("user")) {
      if (!OWN.contains(row.path("attribute").asText())) {
        rows.add(row);
      }
    }
    rows.addObject()
        .put("attribute", attribute)
        .put("expression", "'" + name + " ' + user.userName");
    map.set("user", rows);
    admin
        .send("PUT", "/api/v1/targets/" + id, body.toString(), "If-Match", present.etag())
        .successful();
    return id;
  }

  private static Scim party(String name, String target) throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \""
                    + name
                    + "\", \"targets\": [\""
                    + target
                    + "\"], \"scopes\": [\"scim.users.write\"]}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return new Scim(admin.as(id, secret.path("secret").asText()));
  }

  private static void awaitDelivered() {
    tessera.connections().awaitDelivered(leftTarget, PATIENCE);
    tessera.connections().awaitDelivered(rightTarget, PATIENCE);
  }

  @Test
  void who_has_no_account_at_one_target_is_deleted_at_the_others() throws Exception {
    for (String only : new String[] {"left", "right"}) {
      String id = party("only-" + only, only).create(user("only" + only));
      awaitDelivered();
      assertThat(left.person("only" + only).isPresent()).isEqualTo(only.equals("left"));
      assertThat(right.person("only" + only).isPresent()).isEqualTo(only.equals("right"));

      tessera.scim().delete(id);
      awaitDelivered();
      assertThat(left.person("only" + only)).isEmpty();
      assertThat(right.person("only" + only)).isEmpty();
    }
  }

  @Test
  void what_is_computed_for_one_target_never_reaches_another() throws Exception {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "many" + i).toArray(String[]::new);
    Scim scim = tessera.scim();
    for (String name : names) {
      scim.create(user(name));
    }
    awaitDelivered();

    for (String name : names) {
      assertThat(left.person(name).orElseThrow().getAttributeValue("title"))
          .isEqualTo("left " + name);
      assertThat(left.person(name).orElseThrow().hasAttribute("employeeType")).isFalse();
      assertThat(right.person(name).orElseThrow().getAttributeValue("employeeType"))
          .isEqualTo("right " + name);
      assertThat(right.person(name).orElseThrow().hasAttribute("title")).isFalse();
    }
  }

  @Test
  void changes_that_fail_leave_no_threads_behind() throws Exception {
    Path status = Path.of("/proc", Long.toString(tessera.pid()), "status");
    Assumptions.assumeTrue(Files.exists(status), "threads are counted where there is /proc");
    Scim scim = tessera.scim();
    for (int i = 0; i < 20; i++) {
      scim.create(user("warming" + i));
    }
    awaitDelivered();
    int before = threads(status);

    right.stop();
    try {
      for (int i = 0; i < 60; i++) {
        scim.create(user("failing" + i));
      }
      Eventually.holds(
          () -> assertThat(left.people()).filteredOn(ManyTargetsIT::isFailing).hasSize(60));
      assertThat(threads(status)).isLessThan(before + 20);
    } finally {
      right.start();
    }
    awaitDelivered();
    assertThat(right.people()).filteredOn(ManyTargetsIT::isFailing).hasSize(60);
  }

  private static boolean isFailing(SearchResultEntry person) {
    return person.getAttributeValue("uid").startsWith("failing");
  }

  private static int threads(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToInt(line -> Integer.parseInt(line.substring("Threads:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}

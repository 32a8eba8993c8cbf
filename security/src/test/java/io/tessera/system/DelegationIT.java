package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Administrators who may do some things, or everything with some targets, and what they try. */
@ExtendWith(AttackedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelegationIT {
  private static final String LDAP = "io.tessera.connector.ldap";

  /** Where nobody listens. */
  private static final Map<String, Object> NOWHERE =
      Map.of(
          "host",
          "localhost",
          "port",
          1,
          "security",
          "none",
          "bindDn",
          "cn=x",
          "bindPassword",
          "x",
          "userBase",
          "ou=people,dc=example,dc=org");

  private final TesseraServer tessera;
  private final String mineName = Requests.unique("mine");
  private final String otherName = Requests.unique("other");
  private final String busyName = Requests.unique("busy");
  private String mine = "";
  private String other = "";
  private String busy = "";
  private String user = "";
  private Http delegate;

  DelegationIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.delegate = tessera.http();
  }

  @BeforeAll
  void delegate() throws IOException {
    mine = tessera.connections().addTarget(mineName, LDAP, NOWHERE);
    other = tessera.connections().addTarget(otherName, LDAP, NOWHERE);
    busy = addFile(busyName);
    delegate = administratorOf(mineName);
    String body = Requests.userJson(Requests.unique("delegated"), "");
    user = tessera.http().post("/scim2/Users", body).successful().id();
  }

  @AfterAll
  void leave() throws IOException {
    tessera.http().delete("/scim2/Users/" + user);
    for (String target : List.of(mine, other, busy)) {
      tessera.http().send("DELETE", "/api/v1/targets/" + target, "", "If-Match", "*");
    }
  }

  /** A target that has whatever is sent to it at once. */
  private String addFile(String name) throws IOException {
    Path files = Files.createDirectories(tessera.data().resolve("files"));
    Files.writeString(files.resolve(name + ".csv"), "userName\n");
    String target =
        """
        {"name": "%s", "identityProvider": "partner", "connectorType": "io.tessera.connector.csv",
         "settings": {"userFile": "%s.csv"},
         "policyMap": {"user": [{"attribute": "userName", "from": ["userName"]}], "group": []}}
        """;
    String body = target.formatted(name, name);
    return tessera.http().post("/api/v1/targets", body).successful().id();
  }

  private Http administratorOf(String target) throws IOException {
    return administrator("\"roles\":[\"target-administrator\"],\"targets\":[\"" + target + "\"]");
  }

  private Http administrator(String fields) throws IOException {
    String name = Requests.unique("delegate");
    String password = Passwords.fresh();
    String body = "{\"name\":\"%s\",\"password\":\"%s\",%s}".formatted(name, password, fields);
    tessera.http().post("/api/v1/administrators", body).successful();
    return tessera.http().as(name, password);
  }

  private static Set<String> texts(Http.Answer answer, String field) {
    Set<String> texts = new TreeSet<>();
    for (JsonNode item : answer.successful().json().path("items")) {
      texts.add(item.path(field).asText());
    }
    return texts;
  }

  @Test
  void other_targets_are_in_no_list() throws Exception {
    assertThat(texts(delegate.get("/api/v1/targets"), "id")).containsExactly(mine);
    assertThat(texts(delegate.get("/api/v1/operations"), "target")).containsExactly(mine);
    assertThat(texts(delegate.get("/api/v1/operations?resource=" + user), "target"))
        .containsExactly(mine);
    assertThat(texts(delegate.get("/api/v1/placements?resource=" + user), "targetName"))
        .doesNotContain(otherName);
    assertThat(texts(delegate.get("/api/v1/accounts?resource=" + user), "target"))
        .doesNotContain(other);
    assertThat(delegate.get("/api/v1/operations?target=" + otherName).status()).isEqualTo(400);
    assertThat(texts(tessera.http().get("/api/v1/operations?resource=" + user), "target"))
        .as("there is more")
        .contains(mine, other);
  }

  @Test
  void the_overview_counts_what_waits_for_its_own_target_only() throws Exception {
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> {
          JsonNode seen = delegate.get("/api/v1/overview").successful().json();
          assertThat(seen.path("targets")).hasSize(1);
          JsonNode own = seen.path("targets").path(0);
          assertThat(own.path("name").asText()).isEqualTo(mineName);
          assertThat(seen.at("/figures/waiting").asLong())
              .isPositive()
              .isEqualTo(own.path("waiting").asLong());
          assertThat(seen.path("attention"))
              .allMatch(a -> a.at("/target/name").asText().equals(mineName));
        });
  }

  @Test
  void the_overview_tells_what_its_own_target_got_and_neither_of_others_nor_of_the_server()
      throws Exception {
    Http theirs = administratorOf(busyName);
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> {
          assertThat(delivered(theirs)).isPositive();
          assertThat(delivered(tessera.http())).isPositive();
        });

    assertThat(delivered(delegate)).isZero();
    JsonNode seen = delegate.get("/api/v1/overview").successful().json();
    assertThat(seen.at("/figures/deliveredToday").asLong(-1)).isZero();
    assertThat(seen.path("figures").has("changesToday")).isFalse();
    assertThat(seen.path("changesByHour")).hasSize(24).noneMatch(hour -> hour.has("accepted"));
    JsonNode whole = tessera.http().get("/api/v1/overview").successful().json();
    assertThat(whole.path("figures").has("changesToday")).isTrue();
    assertThat(whole.path("changesByHour")).hasSize(24).allMatch(hour -> hour.has("accepted"));
  }

  /** In the last 24 hours. */
  private static long delivered(Http who) throws IOException {
    long sum = 0;
    JsonNode overview = who.get("/api/v1/overview").successful().json();
    for (JsonNode hour : overview.path("changesByHour")) {
      sum += hour.path("delivered").asLong();
    }
    return sum;
  }

  @Test
  void the_course_of_the_whole_server_is_not_for_who_sees_some_targets() throws Exception {
    Http both =
        administrator(
            "\"roles\":[\"target-administrator\",\"help-desk\"],\"targets\":[\""
                + mineName
                + "\"]");
    for (Http who : List.of(delegate, both)) {
      for (String path : List.of("/api/v1/health", "/api/v1/health/series", "/metrics")) {
        assertThat(who.get(path).status()).as(path).isEqualTo(403);
      }
    }
    String body =
        "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"target-administrator\",\"auditor\"],"
            + "\"targets\":[\"%s\"]}";
    Http.Answer refused =
        tessera
            .http()
            .post(
                "/api/v1/administrators",
                body.formatted(Requests.unique("delegate"), Passwords.fresh(), mineName));
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void other_targets_are_not_found_by_id() throws Exception {
    for (String path : List.of("", "/status", "/accounts", "/contents", "/policy-map/versions")) {
      Http.Answer answer = delegate.get("/api/v1/targets/" + other + path);
      assertThat(answer.status()).as(path).isEqualTo(404);
    }
    assertThat(delegate.post("/api/v1/targets/" + other + "/test", "").status()).isEqualTo(404);
    JsonNode theirs =
        tessera
            .http()
            .get("/api/v1/operations?target=" + otherName)
            .successful()
            .json()
            .path("items")
            .path(0);
    String operation = "/api/v1/operations/" + theirs.path("id").asText();
    assertThat(tessera.http().get(operation).status()).isEqualTo(200);
    for (String path : List.of("", "/calls", "/payload")) {
      assertThat(delegate.get(operation + path).status()).as(path).isEqualTo(404);
    }
    assertThat(delegate.post(operation + "/retry", "").status()).isEqualTo(404);
    assertThat(delegate.post(operation + "/discard", "{\"reason\":\"x\"}").status()).isEqualTo(404);
    Http.Answer load = delegate.post("/api/v1/initial-loads", "{\"target\":\"" + otherName + "\"}");
    assertThat(load.status()).isEqualTo(400);
  }

  @Test
  void its_own_target_is_changed_but_not_moved_or_deleted_and_no_other_made() throws Exception {
    Http.Answer read = delegate.get("/api/v1/targets/" + mine).successful();
    String path = "/api/v1/targets/" + mine;
    String body = read.json().toString();

    assertThat(delegate.send("PUT", path, body, "If-Match", read.etag()).status()).isEqualTo(200);
    assertThat(delegate.send("DELETE", path, "", "If-Match", "*").status()).isEqualTo(403);
    assertThat(delegate.post("/api/v1/targets", body).status()).isEqualTo(403);
    for (String closed :
        List.of("/service-providers", "/user-stores", "/roles", "/audit", "/administrators")) {
      assertThat(delegate.get("/api/v1" + closed).status()).as(closed).isEqualTo(403);
    }
    assertThat(delegate.get("/scim2/Users").status()).isEqualTo(403);
  }

  @Test
  void a_help_desk_changes_people_and_deletes_nobody() throws Exception {
    Http desk = administrator("\"roles\":[\"help-desk\"]");
    String body = Requests.userJson(Requests.unique("helped"), "");
    String made = desk.post("/scim2/Users", body).successful().id();

    assertThat(desk.delete("/scim2/Users/" + made).status()).isEqualTo(403);
    assertThat(desk.get("/api/v1/sign-in-locks").status()).isEqualTo(200);
    Http.Answer refused = desk.get("/api/v1/targets");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("permission").asText()).isEqualTo("targets.read");
    tessera.http().delete("/scim2/Users/" + made).successful();
  }

  @Test
  void an_auditor_sees_and_an_operator_decides_and_neither_changes_what_is_configured()
      throws Exception {
    for (String role : List.of("auditor", "operator")) {
      Http who = administrator("\"roles\":[\"" + role + "\"]");
      for (String open : List.of("/targets", "/operations", "/audit", "/service-providers")) {
        assertThat(who.get("/api/v1" + open).status()).as(role + open).isEqualTo(200);
      }
      assertThat(who.post("/api/v1/identity-providers", "{\"name\":\"x\"}").status())
          .as(role)
          .isEqualTo(403);
      assertThat(who.post("/scim2/Users", Requests.userJson("x", "")).status())
          .as(role)
          .isEqualTo(403);
      boolean sees = role.equals("auditor");
      assertThat(who.get("/api/v1/administrators").status()).isEqualTo(sees ? 200 : 403);
    }
  }
}

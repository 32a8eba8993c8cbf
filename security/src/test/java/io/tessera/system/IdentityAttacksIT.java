package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients could make of identities that is not theirs to make. */
@ExtendWith(AttackedServer.class)
class IdentityAttacksIT {
  private static final int FILTERS = 1_500;
  private static final Duration PROMPTLY = Duration.ofSeconds(10);

  private final TesseraServer tessera;
  private final Http http;

  IdentityAttacksIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = tessera.http();
  }

  private JsonNode create(String attributes) throws IOException {
    return http.post("/scim2/Users", Requests.userJson(Requests.unique("victim"), attributes))
        .successful()
        .json();
  }

  /** T10. */
  @Test
  void an_external_id_is_never_taken_for_an_id_of_ours() throws Exception {
    JsonNode victim = create("\"title\":\"untouched\"");
    for (String externalId :
        List.of(
            "0",
            "1",
            "-1",
            "admin",
            "PRIMARY/admin",
            victim.path("id").asText(),
            victim.path("userName").asText(),
            "../" + victim.path("id").asText(),
            "' or '1'='1",
            "null",
            "00000000-0000-0000-0000-000000000000")) {
      JsonNode created = create("\"externalId\":\"" + externalId + "\"");
      assertThat(created.path("id").asText()).isNotEqualTo(victim.path("id").asText());
      assertThat(created.path("externalId").asText()).isEqualTo(externalId);
    }
    JsonNode after = http.get("/scim2/Users/" + victim.path("id").asText()).json();
    assertThat(after).isEqualTo(victim);
  }

  /** T11. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"11111111-1111-4111-8111-111111111111\"",
        "\"meta\":{\"version\":\"W/\\\"77\\\"\",\"created\":\"2000-01-01T00:00:00Z\"}",
        "\"version\":77",
        "\"domain\":\"OTHER\"",
        "\"passwordHash\":\"x\"",
        "\"password_hash\":\"$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA\"",
        "\"hash\":\"x\"",
        "\"admin\":true",
        "\"isAdmin\":true",
        "\"administrator\":true",
        "\"permissions\":[\"config.write\"]",
        "\"scopes\":[\"config.write\"]",
        "\"groups\":[{\"value\":\"11111111-1111-4111-8111-111111111111\"}]",
        "\"locked\":false",
        "\"lockedUntil\":null",
        "\"emails\":[{\"value\":\"a@example.com\",\"verified\":true}]",
        "\"serviceProvider\":\"x\"",
        "\"actor\":\"admin\"",
        "\"tenant\":\"x\"",
        "\"created_by\":\"admin\"",
        "\"urn:tessera:scim:schemas:extension:accounts:1.0:User\":{\"accounts\":[{\"target\":\"x\"}]}"
      })
  void attributes_of_the_server_are_not_set_from_outside(String attribute) throws Exception {
    String name = Requests.unique("climber");
    String password = Passwords.fresh();
    String body = Requests.userJson(name, "\"password\":\"" + password + "\"," + attribute);
    Http.Answer created = http.post("/scim2/Users", body);
    assertThat(created.status()).as(created.text()).isIn(201, 400);
    Http.Answer user = created;
    if (created.status() == 400) {
      user =
          http.post("/scim2/Users", Requests.userJson(name, "\"password\":\"" + password + "\""));
    }
    String path = "/scim2/Users/" + user.successful().id();
    assertThat(http.put(path, body).status()).isIn(200, 400);
    int colon = attribute.indexOf("\":");
    String patch =
        Requests.patchJson(
            "{\"op\":\"add\",\"path\":"
                + attribute.substring(0, colon + 1)
                + ",\"value\":"
                + attribute.substring(colon + 2)
                + "}",
            "{\"op\":\"add\",\"value\":{" + attribute + "}}");
    assertThat(http.patch(path, patch).status()).isIn(200, 204, 400, 403);
    JsonNode after = http.get(path).successful().json();
    assertThat(after.path("id").asText()).isNotEqualTo("11111111-1111-4111-8111-111111111111");
    assertThat(after.toString())
        .doesNotContain("2000-01-01", "argon2id", "config.write", "verified", "OTHER", "isAdmin");
    assertThat(http.as(name, password).get("/scim2/Me").status()).isEqualTo(200);
    assertThat(http.as(name, password).get("/api/v1/targets").status()).isEqualTo(403);
    assertThat(http.as(name, password).get("/scim2/Users").status()).isEqualTo(403);
  }

  /** T13. */
  @Test
  void no_question_about_a_password_has_an_answer_that_depends_on_it() throws Exception {
    String password = "Aa" + Passwords.fresh();
    create("\"password\":\"" + password + "\"");
    List<String> pairs = new ArrayList<>();
    for (String operator : List.of("eq", "sw", "co", "ew", "gt", "ne", "ge")) {
      pairs.add("password " + operator + " \"" + password + "\"");
      pairs.add("password " + operator + " \"Zz" + password + "\"");
    }
    pairs.add("password pr");
    pairs.add("not (password pr)");
    pairs.add("urn:ietf:params:scim:schemas:core:2.0:User:password sw \"A\"");
    pairs.add("urn:ietf:params:scim:schemas:core:2.0:User:password sw \"B\"");
    for (String door : List.of("/scim2/Users", "/wso2/scim/Users")) {
      for (int i = 0; i < pairs.size(); i += 2) {
        Http.Answer right = http.get(door + "?filter=" + Requests.encoded(pairs.get(i)));
        Http.Answer wrong = http.get(door + "?filter=" + Requests.encoded(pairs.get(i + 1)));
        assertThat(right.status()).as(pairs.get(i) + right.text()).isEqualTo(wrong.status());
        assertThat(right.json().path("totalResults")).isEqualTo(wrong.json().path("totalResults"));
        assertThat(right.status()).as(pairs.get(i)).isEqualTo(400);
      }
      assertThat(http.get(door + "?sortBy=password").text()).doesNotContain(password);
      assertThat(http.get(door + "?attributes=password").text()).doesNotContain("argon2", password);
    }
    assertThat(http.get("/scim2/Users?sortBy=password").status()).isEqualTo(400);
    assertThat(http.get("/scim2/Users?attributes=password&count=200").text())
        .doesNotContain("\"password\"");
  }

  @Test
  void no_filter_is_the_servers_fault() throws Exception {
    Random random = new Random(20260101);
    String[] words = {
      "userName",
      "password",
      "emails",
      "emails.value",
      "emails[",
      "]",
      "(",
      ")",
      "not",
      "and",
      "or",
      "eq",
      "ne",
      "co",
      "sw",
      "ew",
      "pr",
      "gt",
      "ge",
      "lt",
      "le",
      "\"a\"",
      "\"'\"",
      "\"%\"",
      "\"_\"",
      "\"\\u0000\"",
      "\"\\\"",
      "\"",
      "'",
      "true",
      "null",
      "17",
      "1e999999",
      "-",
      ".",
      "..",
      "*",
      "$",
      "${x}",
      "#{x}",
      "{{x}}",
      "meta.created",
      "id",
      "schemas",
      "urn:x:y",
      "active",
      "é",
      "\u202e",
      "2020-01-01T00:00:00Z",
      "--",
      ";",
      "/*",
      "||",
      "&&",
      "==",
      "[",
      "name.familyName",
      "x".repeat(90)
    };
    for (int i = 0; i < FILTERS; i++) {
      StringBuilder filter = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        filter
            .append(words[random.nextInt(words.length)])
            .append(random.nextInt(9) == 0 ? "" : " ");
      }
      String door = i % 3 == 0 ? "/wso2/scim/Users" : "/scim2/Users";
      long began = System.nanoTime();
      Http.Answer answer =
          http.get(door + "?count=1&filter=" + Requests.encoded(filter.toString()));
      assertThat(answer.status()).as(filter + ": " + answer.text()).isIn(200, 400);
      assertThat(answer.text()).as(filter.toString()).doesNotContain("Exception", "SQL", "java.");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as(filter.toString())
          .isLessThan(PROMPTLY);
    }
  }

  @Test
  void filters_have_a_length_and_a_depth() throws Exception {
    for (String filter :
        List.of(
            "(".repeat(2_000) + "userName pr" + ")".repeat(2_000),
            "not (".repeat(500) + "userName pr" + ")".repeat(500),
            "userName eq \"a\"" + " or userName eq \"a\"".repeat(200),
            "userName eq \"" + "a".repeat(5_000) + "\"",
            "emails[".repeat(400))) {
      for (String door : List.of("/scim2/Users", "/wso2/scim/Users")) {
        assertThat(http.get(door + "?filter=" + Requests.encoded(filter)).status()).isIn(400, 414);
      }
    }
  }

  /** T4. */
  @Test
  void names_that_climb_find_no_file() throws Exception {
    RawHttp raw = new RawHttp(tessera.uri(""));
    for (String climb :
        List.of(
            "../../../../../../etc/passwd",
            "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
            "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "..%5c..%5c..%5cetc%5cpasswd",
            "....//....//....//etc/passwd",
            "..%252f..%252f..%252fetc%252fpasswd",
            "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "file:%2f%2f%2fetc%2fpasswd",
            "..;/..;/etc/passwd",
            "openapi.json/../../../../keys/master.key",
            "etc/passwd%00.json",
            "jar:file:x!/y")) {
      for (String place :
          List.of(
              "/scim2/Users/",
              "/scim2/Schemas/",
              "/scim2/ResourceTypes/",
              "/wso2/scim/Users/",
              "/api/v1/schemas/",
              "/api/v1/connector-types/",
              "/api/v1/targets/",
              "/api/v1/traces/",
              "/services/ProvisioningService?xsd=",
              "/services/RemoteUserStoreManagerService?xsd=",
              "/services/RemoteUserStoreManagerService?wsdl=",
              "/services/",
              "/")) {
        RawHttp.Answer answer = raw.get(place + climb, "Authorization: " + http.authorization());
        assertThat(answer.status()).as(place + climb + answer).isIn(400, 401, 404, 405, 414, 503);
        assertThat(answer.body()).as(place + climb).doesNotContain("root:", "/bin/", "PRIVATE");
      }
    }
  }

  @Test
  void nobody_writes_lines_of_their_own_into_the_log() throws Exception {
    String mark = Requests.unique("forged");
    String line = "\r\n00:00:00.000 ERROR " + mark;
    ObjectNode user = Http.JSON.createObjectNode().put("userName", "x" + line).put("title", line);
    user.putArray("schemas").add(Requests.USER);
    http.post("/scim2/Users", user.toString());
    http.post(
        "/api/v1/identity-providers", Http.JSON.createObjectNode().put("name", line).toString());
    http.get("/scim2/Users?filter=" + Requests.encoded("userName eq \"" + line + "\" x"));
    http.get("/scim2/Users/" + Requests.encoded(line));
    for (String name : List.of("x" + line, "PRIMARY/x\n" + mark)) {
      String basic = Base64.getEncoder().encodeToString((name + ":y").getBytes(UTF_8));
      for (int i = 0; i < 6; i++) {
        http.anonymously().send("GET", "/scim2/Users", "", "Authorization", "Basic " + basic);
      }
    }
    RawHttp raw = new RawHttp(tessera.uri(""));
    raw.get("/scim2/Users%0d%0a" + mark, "X-Forwarded-For: 1.1.1.1%0d%0a" + mark);
    raw.get("/nothing?" + Requests.encoded(line), "User-Agent: \u001b[31m" + mark);
    assertThat(tessera.console().lines())
        .noneMatch(written -> written.contains("00:00:00.000 ERROR " + mark))
        .noneMatch(written -> written.startsWith(mark))
        .noneMatch(written -> written.contains("\u001b"));
  }
}

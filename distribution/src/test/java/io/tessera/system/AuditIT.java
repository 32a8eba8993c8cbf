package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor finds who configured, decided and signed in, in the same chain as all changes. */
class AuditIT {
  private static final String SESSION = "/api/v1/session";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void what_is_done_to_a_target_and_its_operations_is_in_the_chain_without_secrets()
      throws Exception {
    Connections connections = tessera.connections();
    String target =
        connections.addTarget("audited", "io.tessera.connector.ldap", directory.settings());
    mapTitleTo(target, "dc");
    String refused = tessera.scim().create(user("audited").title("Engineer"));
    String operation = dead(refused);
    Http.Answer rotated = rotate(target);
    connections.retry(operation).successful();
    dead(refused);
    connections.discard(operation, "ticket 17").successful();

    List<JsonNode> ofTarget = records("kind=configure&resourceType=target&resource=" + target);
    assertThat(ofTarget)
        .extracting(record -> record.path("action").asText())
        .containsExactly("replaced", "replaced", "created");
    assertThat(ofTarget).extracting(record -> record.path("name").asText()).containsOnly("audited");
    assertThat(words(ofTarget.get(0), "changed")).contains("bindPassword");
    assertThat(words(ofTarget.get(1), "changed")).anyMatch(path -> path.startsWith("policyMap"));
    assertThat(ofTarget.get(0).path("causality").asText())
        .isEqualTo(rotated.header("X-Causality-Id"));
    JsonNode newer = details(ofTarget.get(0)).path("decisions");
    JsonNode older = details(ofTarget.get(1)).path("decisions");
    assertThat(newer.path("before").asText()).hasSize(64).isEqualTo(older.path("after").asText());

    List<JsonNode> decided = records("kind=decide&resource=" + operation);
    assertThat(decided)
        .extracting(record -> record.path("action").asText())
        .containsExactly("discarded", "retried");
    assertThat(details(decided.get(0)).path("decisions").path("reason").asText())
        .isEqualTo("ticket 17");
    assertThat(decided).extracting(record -> record.path("actor").asText()).containsOnly("admin");
    whole();
  }

  @Test
  void secrets_and_tokens_of_service_providers_are_named_only() throws Exception {
    Http admin = tessera.http();
    String provider =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"audited-feed\", \"scopes\": [\"scim.users.read\"]}")
            .successful()
            .id();
    String path = "/api/v1/service-providers/" + provider + "/secrets";
    JsonNode issued = admin.post(path, "{}").successful().json();
    String secret = issued.path("id").asText();
    Http client = admin.as(provider, issued.path("secret").asText());
    String token = token(client);
    token(client);
    String tokens = "/api/v1/service-providers/" + provider + "/tokens";
    JsonNode valid = admin.get(tokens).successful().json().path("items");
    assertThat(valid).hasSize(2);
    String revoked = valid.path(0).path("id").asText();
    assertThat(records("resource=" + revoked)).as("a token that is issued").isEmpty();
    admin.delete(tokens + "/" + revoked).successful();
    admin.delete(tokens).successful();
    admin.delete(path + "/" + secret).successful();

    assertThat(records("resource=" + revoked))
        .extracting(record -> record.path("action").asText() + " " + record.path("name").asText())
        .containsExactly("token_revoked audited-feed");
    assertThat(records("resource=" + secret))
        .extracting(record -> record.path("action").asText() + " " + record.path("name").asText())
        .containsExactly("secret_removed audited-feed", "secret_added audited-feed");
    assertThat(records("kind=configure&resource=" + provider))
        .extracting(record -> record.path("action").asText())
        .containsExactly("replaced", "tokens_revoked", "replaced", "created");
    assertThat(everything()).doesNotContain(issued.path("secret").asText(), token);
    whole();
  }

  private static String token(Http client) throws IOException {
    return client
        .send(
            "POST",
            "/oauth2/token",
            "grant_type=client_credentials",
            "Content-Type",
            "application/x-www-form-urlencoded")
        .successful()
        .json()
        .path("access_token")
        .asText();
  }

  @Test
  void who_backs_the_server_up_is_in_the_chain() throws Exception {
    CommandLine line = CommandLine.of(tessera, Files.createTempDirectory(folder, "cli"));
    line.run("backup", "--out", folder.resolve("audited.backup").toString()).done();

    List<JsonNode> copies = records("kind=decide&resourceType=database-copy");
    assertThat(copies)
        .extracting(record -> record.path("action").asText())
        .containsExactly("removed", "taken");
    assertThat(copies).extracting(record -> record.path("actor").asText()).containsOnly("admin");
    assertThat(records("resource=" + copies.get(0).path("resource").asText()))
        .as("of the same copy")
        .hasSize(2);
    whole();
  }

  @Test
  void who_has_somebody_sent_now_and_where_is_in_the_chain() throws Exception {
    String person = tessera.scim().create(user("sent-now"));
    Http admin = tessera.http();
    tessera.connections().addTarget("asked-for", "io.tessera.connector.ldap", directory.settings());
    String there = "{\"resource\": \"%s\", \"targets\": [\"asked-for\"]}".formatted(person);
    Http.Answer sent = admin.post("/api/v1/placements", there).successful();

    List<JsonNode> asked = records("kind=decide&resourceType=placement&resource=" + person);
    assertThat(asked)
        .extracting(record -> record.path("action").asText() + " " + record.path("actor").asText())
        .containsExactly("sent admin");
    assertThat(words(details(asked.get(0)).path("decisions"), "targets"))
        .containsExactly("asked-for");
    assertThat(asked.get(0).path("causality").asText()).isEqualTo(sent.header("X-Causality-Id"));
    whole();
  }

  @Test
  void who_gave_whom_which_role_over_scim_is_in_the_chain() throws Exception {
    Http governance = governance();
    String role = role("{\"name\": \"keyholder\"}");
    role("{\"name\": \"caretaker\", \"includes\": [\"keyholder\"]}");
    String person = tessera.scim().create(user("roly"));
    String members = "/scim2/Roles/" + role;
    String joins = patch("add", "members", "[{\"value\": \"" + person + "\"}]");
    Http.Answer joined = governance.patch(members, joins).successful();
    Http.Answer again = governance.patch(members, joins).successful();
    Http.Answer left =
        governance
            .patch(members, patch("remove", "members[value eq \\\"" + person + "\\\"]", "null"))
            .successful();

    JsonNode made = ofAssignment(joined);
    assertThat(made.path("action").asText()).isEqualTo("made");
    assertThat(made.path("name").asText()).isEqualTo("keyholder");
    assertThat(made.path("serviceProvider").asText()).isEqualTo("audited-governance");
    assertThat(made.path("channel").asText()).isEqualTo("scim2");
    assertThat(details(made).path("decisions").path("resource").asText()).isEqualTo(person);
    assertThat(by(again)).isEmpty();
    JsonNode revoked = ofAssignment(left);
    assertThat(revoked.path("action").asText()).isEqualTo("revoked");
    assertThat(revoked.path("resource").asText()).isEqualTo(made.path("resource").asText());

    governance
        .patch("/scim2/Users/" + person, patch("add", "roles", "[{\"value\": \"caretaker\"}]"))
        .successful();
    JsonNode ofUser = details(records("kind=update&resource=" + person).get(0));
    assertThat(words(ofUser, "changed")).contains("roles");
    assertThat(ofUser.path("after").path("roles").toString()).contains("caretaker", "keyholder");
    assertThat(ofUser.path("serviceProvider").asText()).isEqualTo("audited-governance");

    Http.Answer silent = governance.patch(members, joins).successful();
    assertThat(by(silent)).as("held with another role already").hasSize(1);
    assertThat(ofAssignment(silent).path("action").asText()).isEqualTo("made");
    whole();
  }

  private static String role(String json) throws IOException {
    return tessera.http().post("/api/v1/roles", json).successful().id();
  }

  /** A SCIM client that may assign roles. */
  private static Http governance() throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"audited-governance\", \"scopes\": [\"scim.users.read\","
                    + " \"scim.users.write\", \"scim.roles.read\", \"scim.roles.write\"]}")
            .successful()
            .id();
    String secret =
        admin
            .post("/api/v1/service-providers/" + id + "/secrets", "{}")
            .successful()
            .json()
            .path("secret")
            .asText();
    return admin.as(id, secret);
  }

  private static String patch(String operation, String path, String value) {
    return "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\":"
        + " [{\"op\": \"%s\", \"path\": \"%s\"%s}]}"
            .formatted(operation, path, value.equals("null") ? "" : ", \"value\": " + value);
  }

  private static List<JsonNode> by(Http.Answer answer) throws IOException {
    return records("causality=" + answer.header("X-Causality-Id"));
  }

  private static JsonNode ofAssignment(Http.Answer answer) throws IOException {
    return by(answer).stream()
        .filter(record -> record.path("kind").asText().equals("decide"))
        .filter(record -> record.path("resourceType").asText().equals("role-assignment"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record of an assignment"));
  }

  @Test
  void signing_in_wrongly_rightly_and_out_is_in_the_chain_and_counted() throws Exception {
    Http admin = tessera.http();
    String password = Passwords.fresh();
    String wrong = Passwords.fresh();
    admin
        .post(
            "/api/v1/administrators",
            "{\"name\":\"watched\",\"roles\":[\"auditor\"],\"password\":\"" + password + "\"}")
        .successful();
    long before = wrongOnes();

    Http.Answer refused = signIn("watched", wrong);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(signIn("nobody-at-all", wrong).status()).isEqualTo(401);
    Http.Answer session = signIn("watched", password);
    assertThat(session.status()).isEqualTo(201);
    String cookie = session.header("Set-Cookie").replaceAll(";.*", "");
    String csrf = session.json().path("csrf").asText();
    Http.Answer out =
        admin.anonymously().send("DELETE", SESSION, "", "Cookie", cookie, "X-Tessera-Csrf", csrf);
    assertThat(out.status()).isEqualTo(204);

    List<JsonNode> signIns = signInsOf("watched");
    assertThat(signIns)
        .extracting(record -> record.path("action").asText() + " " + record.path("actor").asText())
        .containsExactly("signed_out watched", "signed_in watched", "wrong_password anonymous");
    assertThat(signInsOf("nobody-at-all")).isEmpty();
    JsonNode failure = signIns.get(2);
    assertThat(failure.path("causality").asText()).isEqualTo(refused.header("X-Causality-Id"));
    assertThat(details(failure).path("decisions").path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(records("resourceType=administrator&resource=" + failure.path("resource").asText()))
        .as("what else was done to this administrator")
        .hasSize(4);
    assertThat(everything())
        .doesNotContain(password, wrong, cookie.replaceAll(".*=", ""), csrf, "argon2");
    Eventually.holds(() -> assertThat(wrongOnes()).isEqualTo(before + 2));
    whole();
  }

  @Test
  void a_guess_at_any_door_is_told_and_guessing_on_does_not_fill_the_journal() throws Exception {
    tessera
        .http()
        .post(
            "/api/v1/administrators",
            "{\"name\":\"guessed\",\"roles\":[\"auditor\"],\"password\":\""
                + Passwords.fresh()
                + "\"}")
        .successful();
    for (int i = 0; i < 12; i++) {
      tessera.http().as("guessed", Passwords.fresh()).get("/scim2/Users");
    }

    List<JsonNode> told = signInsOf("guessed");
    assertThat(told).hasSizeBetween(5, 8);
    assertThat(told).extracting(record -> record.path("channel").asText()).containsOnly("scim2");
    assertThat(details(told.get(0)).path("decisions").path("lockedSeconds").asLong()).isPositive();
    tessera.http().post("/api/v1/sign-in-locks/lift", "{\"account\": \"guessed\"}").successful();
    assertThat(records("kind=decide&resourceType=sign-in-lock"))
        .extracting(record -> record.path("action").asText())
        .containsExactly("lifted");
  }

  private static List<JsonNode> signInsOf(String name) throws IOException {
    return records("kind=sign_in").stream()
        .filter(record -> record.path("name").asText().equals(name))
        .toList();
  }

  private static Http.Answer signIn(String name, String password) throws IOException {
    return tessera
        .http()
        .anonymously()
        .post(SESSION, "{\"user\":\"" + name + "\",\"password\":\"" + password + "\"}");
  }

  /** Wrong passwords at the door of the console, as the metrics count them. */
  private static long wrongOnes() throws IOException {
    return tessera
        .http()
        .get("/metrics")
        .successful()
        .text()
        .lines()
        .filter(line -> line.startsWith("tessera_sign_in_failures_total{"))
        .filter(line -> line.contains("\"admin\"") && line.contains("\"wrong\""))
        .mapToLong(line -> (long) Double.parseDouble(line.replaceAll(".* ", "")))
        .sum();
  }

  private static void mapTitleTo(String target, String attribute) throws IOException {
    Http.Answer present = tessera.http().get("/api/v1/targets/" + target).successful();
    put(
        target,
        present,
        present.text().replace("\"attribute\":\"title\"", "\"attribute\":\"" + attribute + "\""));
  }

  private static Http.Answer rotate(String target) throws IOException {
    Http.Answer present = tessera.http().get("/api/v1/targets/" + target).successful();
    ObjectNode body = (ObjectNode) present.json();
    ObjectNode settings = (ObjectNode) body.path("settings");
    settings.put("bindPassword", directory.settings().get("bindPassword").toString());
    return put(target, present, body.toString());
  }

  private static Http.Answer put(String target, Http.Answer present, String body)
      throws IOException {
    return tessera
        .http()
        .send("PUT", "/api/v1/targets/" + target, body, "If-Match", present.etag())
        .successful();
  }

  private static String dead(String resource) throws IOException {
    String query = "state=dead&resource=" + resource;
    Eventually.holds(() -> assertThat(tessera.connections().operations(query)).hasSize(1));
    return tessera.connections().operations(query).get(0).path("id").asText();
  }

  private static List<JsonNode> records(String query) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    tessera
        .http()
        .get("/api/v1/audit?limit=500&" + query)
        .successful()
        .json()
        .path("items")
        .forEach(items::add);
    return items;
  }

  private static JsonNode details(JsonNode record) throws IOException {
    return tessera.http().get("/api/v1/audit/" + record.path("id").asText()).successful().json();
  }

  /** All that records of what is no change of a user or group say. */
  private static String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String kind : List.of("configure", "decide", "sign_in")) {
      for (JsonNode record : records("kind=" + kind)) {
        all.append(details(record));
      }
    }
    return all.toString();
  }

  private static List<String> words(JsonNode record, String name) {
    List<String> words = new ArrayList<>();
    record.path(name).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The chain holds it all, here and in a file that is verified elsewhere. */
  private static void whole() throws Exception {
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> {
          JsonNode report =
              tessera.http().post("/api/v1/audit/verification", "{}").successful().json();
          assertThat(report.path("intact").asBoolean()).isTrue();
          assertThat(report.path("complete").asBoolean()).isTrue();
          assertThat(report.path("waiting").asLong()).isZero();
        });
    Path exported = Files.createTempDirectory(folder, "chain").resolve("chain.jsonl");
    CommandLine line = CommandLine.of(tessera, Files.createTempDirectory(folder, "cli"));
    line.run("audit", "export", "--out", exported.toString()).done();
    line.run("verify-audit", "--file", exported.toString()).done();
    assertThat(Files.readString(exported)).contains("\"CONFIGURE\"");
  }
}

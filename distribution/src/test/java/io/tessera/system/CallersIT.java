package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service providers come in with secrets, tokens of ours and tokens of others. */
class CallersIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT = "grant_type=client_credentials";

  @TempDir Path folder;
  private TesseraServer tessera;
  private Http admin;

  /** A service provider as its operator knows it. */
  private record Party(String id, String secret, String secretId) {}

  @BeforeEach
  void start() throws IOException {
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    admin = tessera.http();
  }

  @AfterEach
  void end() {
    tessera.close();
  }

  private Party party(String name, String... scopes) throws IOException {
    String body =
        "{\"name\": \"%s\", \"scopes\": [\"%s\"]}".formatted(name, String.join("\", \"", scopes));
    String id = admin.post("/api/v1/service-providers", body).successful().id();
    return secret(id);
  }

  private Party secret(String id) throws IOException {
    JsonNode made =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return new Party(id, made.path("secret").asText(), made.path("id").asText());
  }

  private Http as(Party party) {
    return admin.as(party.id(), party.secret());
  }

  private Http.Answer form(Http caller, String path, String body) throws IOException {
    return caller.send("POST", path, body, "Content-Type", FORM);
  }

  private String token(Party party) throws IOException {
    return form(as(party), "/oauth2/token", GRANT)
        .successful()
        .json()
        .path("access_token")
        .asText();
  }

  private Http.Answer bearing(String token, String method, String path, String body)
      throws IOException {
    return admin.anonymously().send(method, path, body, "Authorization", "Bearer " + token);
  }

  private int users(String token) throws IOException {
    return bearing(token, "GET", "/scim2/Users?count=0", "").status();
  }

  @Test
  void each_service_provider_does_what_it_may_and_is_recorded_as_itself() throws Exception {
    Party hr = party("hr", "scim.users.read", "scim.users.write");
    Party crm = party("crm", "scim.users.read", "scim.users.write", "audit.read");
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"externalId\":\"1\",";
    String alice =
        bearing(token(hr), "POST", "/scim2/Users", body + "\"userName\":\"alice\"}")
            .successful()
            .id();
    bearing(token(crm), "POST", "/scim2/Users", body + "\"userName\":\"bob\"}").successful();

    JsonNode seen = as(hr).get("/scim2/Users?filter=externalId%20eq%20%221%22").successful().json();
    assertThat(seen.path("totalResults").asInt()).isEqualTo(1);
    assertThat(seen.path("Resources").get(0).path("userName").asText()).isEqualTo("alice");
    assertThat(as(crm).get("/scim2/Users/" + alice).json().has("externalId")).isFalse();

    Eventually.holds(
        () -> {
          JsonNode records = as(crm).get("/api/v1/audit?serviceProvider=hr").json().path("items");
          assertThat(records).hasSize(1);
          assertThat(records.get(0).path("actor").asText()).isEqualTo("hr");
        });
    Http.Answer refused = bearing(token(hr), "DELETE", "/scim2/Users/" + alice, "");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate"))
        .contains("insufficient_scope", "scim.users.delete");
    assertThat(as(hr).get("/api/v1/audit").status()).isEqualTo(403);
    assertThat(as(hr).get("/api/v1/service-providers").status()).isEqualTo(403);
    assertThat(as(hr).get("/scim2/Users?domain=OTHER").status()).isEqualTo(403);
  }

  @Test
  void a_secret_is_rotated_without_a_gap_and_the_old_one_ends_with_its_tokens() throws Exception {
    Party old = party("hr", "scim.users.read");
    String oldToken = token(old);
    Party young = secret(old.id());
    String youngToken = token(young);
    assertThat(users(oldToken)).isEqualTo(200);
    assertThat(as(old).get("/scim2/Users?count=0").status()).isEqualTo(200);

    admin
        .delete("/api/v1/service-providers/" + old.id() + "/secrets/" + old.secretId())
        .successful();

    assertThat(users(oldToken)).isEqualTo(401);
    assertThat(as(old).get("/scim2/Users?count=0").status()).isEqualTo(401);
    assertThat(users(youngToken)).isEqualTo(200);
    assertThat(as(young).get("/scim2/Users?count=0").status()).isEqualTo(200);
  }

  @Test
  void tokens_survive_a_restart_and_end_when_revoked_or_switched_off() throws Exception {
    Party hr = party("hr", "scim.users.read");
    String one = token(hr);
    String two = token(hr);
    String three = token(hr);
    tessera.kill9();
    tessera.start();
    assertThat(users(one)).isEqualTo(200);

    form(as(hr), "/oauth2/revoke", "token=" + one).successful();
    assertThat(users(one)).isEqualTo(401);
    assertThat(introspected(hr, one).path("active").asBoolean()).isFalse();
    assertThat(introspected(hr, two).path("active").asBoolean()).isTrue();
    admin.delete("/api/v1/service-providers/" + hr.id() + "/tokens").successful();
    assertThat(users(two)).isEqualTo(401);
    assertThat(users(three)).isEqualTo(401);

    String four = token(hr);
    String path = "/api/v1/service-providers/" + hr.id();
    Http.Answer present = admin.get(path).successful();
    admin
        .send(
            "PUT",
            path,
            present.text().replace("\"enabled\":true", "\"enabled\":false"),
            "If-Match",
            present.etag())
        .successful();
    assertThat(users(four)).isEqualTo(401);
    assertThat(form(as(hr), "/oauth2/token", GRANT).status()).isEqualTo(401);
  }

  private JsonNode introspected(Party party, String token) throws IOException {
    return form(as(party), "/oauth2/introspect", "token=" + token).successful().json();
  }

  @Test
  void who_guesses_a_password_waits_longer_and_longer_even_over_a_restart() throws Exception {
    Party operator = party("operator", "config.read", "config.write");
    tessera.scim().create(user("alice"));
    int wrong = 0;
    Duration wait = Duration.ZERO;
    while (wait.toSeconds() < 16) {
      Http.Answer answer = admin.as("admin", "wrong " + wrong++).get("/scim2/Users");
      if (answer.status() == 429) {
        wait = Duration.ofSeconds(Long.parseLong(answer.header("Retry-After")));
        if (wait.toSeconds() < 16) {
          awaitEnd();
        }
      } else {
        assertThat(answer.status()).isEqualTo(401);
      }
    }
    assertThat(wrong).as("nine wrong passwords, and five tries too early").isBetween(10, 20);

    tessera.kill9();
    tessera.start();

    for (String door : List.of("/scim2/Users", "/wso2/scim/Users", "/api/v1/me")) {
      assertThat(tessera.http().get(door).status()).as(door).isEqualTo(429);
    }
    JsonNode locks = as(operator).get("/api/v1/sign-in-locks").successful().json().path("items");
    assertThat(locks).hasSize(1);
    assertThat(locks.get(0).path("account").asText()).isEqualTo("PRIMARY/admin");
    as(operator).post("/api/v1/sign-in-locks/lift", "{\"account\": \"admin\"}").successful();
    assertThat(tessera.http().get("/scim2/Users").status()).isEqualTo(200);
  }

  /**
   * Until a right password would be taken, which ends the row of wrong ones: a wrong one is not.
   */
  private void awaitEnd() {
    Eventually.holds(
        Duration.ofSeconds(30),
        () ->
            assertThat(admin.as("admin", "wrong again").get("/scim2/Users").status())
                .isEqualTo(401));
  }

  @Test
  void a_party_we_trust_vouches_for_a_service_provider() throws Exception {
    TokenSigner signer = new TokenSigner();
    String issuer =
        Http.JSON
            .createObjectNode()
            .put("name", "corporate")
            .put("issuer", "https://login.example.com/")
            .put("audience", "tessera")
            .put("keySet", signer.keySet())
            .toString();
    admin.post("/api/v1/token-issuers", issuer).successful();
    admin
        .post(
            "/api/v1/service-providers",
            """
            {"name": "hr", "scopes": ["scim.users.read"], "secretsAllowed": false,
             "subjects": [{"issuer": "corporate", "subject": "hr-system"}]}\
            """)
        .successful();
    String scopes = "scim.users.read scim.users.write";
    String issued = "https://login.example.com/";

    assertThat(users(signer.token(issued, "tessera", "hr-system", scopes))).isEqualTo(200);
    assertThat(users(signer.token(issued, "tessera", "somebody", scopes))).isEqualTo(401);
    assertThat(users(signer.token(issued, "other", "hr-system", scopes))).isEqualTo(401);
    assertThat(users(signer.token("https://evil/", "tessera", "hr-system", scopes))).isEqualTo(401);
    assertThat(users(new TokenSigner().token(issued, "tessera", "hr-system", scopes)))
        .isEqualTo(401);
    assertThat(users(signer.token(issued, "tessera", "hr-system", ""))).isEqualTo(403);
    String token = signer.token(issued, "tessera", "hr-system", scopes);
    assertThat(bearing(token, "POST", "/scim2/Users", user("eve").json()).status()).isEqualTo(403);
  }

  @Test
  void secrets_and_tokens_are_nowhere_to_be_found() throws Exception {
    Party hr = party("hr", "scim.users.read");
    String token = token(hr);
    assertThat(users(token)).isEqualTo(200);
    assertThat(as(hr).get("/scim2/Users").status()).isEqualTo(200);
    tessera.stop();

    assertThat(tessera.console()).doesNotContain(hr.secret(), token);
    assertThat(filesWith(hr.secret())).isEmpty();
    assertThat(filesWith(token)).isEmpty();
  }

  @Test
  void a_service_provider_with_a_certificate_needs_it_besides_its_secret() throws Exception {
    ClientKey key = ClientKey.in(folder, "hr");
    ClientKey other = ClientKey.in(folder, "other");
    tessera.stop();
    Files.writeString(folder.resolve("ca.pem"), key.pem() + other.pem());
    tessera.with("TESSERA_TLS_CLIENT_CA", folder.resolve("ca.pem").toString()).start();
    String body =
        "{\"name\": \"hr\", \"scopes\": [\"scim.users.read\"], \"certificates\": [\"%s\"]}"
            .formatted(key.fingerprint());
    Party hr = secret(admin.post("/api/v1/service-providers", body).successful().id());
    Path server = tessera.data().resolve("tls/server.crt");
    URI https = URI.create("https://localhost:" + tessera.httpsPort());
    Http right = new Http(key.client(server), https, hr.id(), hr.secret());
    Http wrong = new Http(other.client(server), https, hr.id(), hr.secret());

    assertThat(as(hr).get("/scim2/Users").status()).as("without").isEqualTo(401);
    assertThat(wrong.get("/scim2/Users").status()).as("another").isEqualTo(401);
    assertThat(right.get("/scim2/Users").status()).isEqualTo(200);
    String token = form(right, "/oauth2/token", GRANT).json().path("access_token").asText();
    String bearer = "Bearer " + token;
    assertThat(users(token)).as("a stolen token").isEqualTo(401);
    assertThat(right.send("GET", "/scim2/Users", "", "Authorization", bearer).status())
        .isEqualTo(200);
    assertThat(right.anonymously().get("/scim2/Users").status())
        .as("never enough alone")
        .isEqualTo(401);
    assertThat(wrong.as("admin", tessera.admin().text()).get("/scim2/Users").status())
        .as("others do as before")
        .isEqualTo(200);
  }

  @Test
  void what_one_node_takes_away_another_refuses_within_five_seconds() throws Exception {
    try (PostgresServer postgres = Installed.startedPostgres();
        TesseraServer one = TesseraServer.in(folder.resolve("one")).on(postgres).start();
        TesseraServer two =
            TesseraServer.in(folder.resolve("two")).on(postgres).knowing(one).start()) {
      admin = one.http();
      Party hr = party("hr", "scim.users.read");
      String token = token(hr);
      Http there = two.http().as(hr.id(), hr.secret());
      String bearer = "Bearer " + token;
      Eventually.holds(
          Duration.ofSeconds(5),
          () -> {
            assertThat(there.get("/scim2/Users").status()).isEqualTo(200);
            assertThat(there.send("GET", "/scim2/Users", "", "Authorization", bearer).status())
                .isEqualTo(200);
          });

      admin
          .delete("/api/v1/service-providers/" + hr.id() + "/secrets/" + hr.secretId())
          .successful();

      Eventually.holds(
          Duration.ofSeconds(5),
          () -> {
            assertThat(there.get("/scim2/Users").status()).isEqualTo(401);
            assertThat(there.send("GET", "/scim2/Users", "", "Authorization", bearer).status())
                .isEqualTo(401);
          });
      Eventually.holds(
          () -> {
            one.http().as("nobody", "wrong").get("/scim2/Users");
            assertThat(two.http().as("nobody", "wrong").get("/scim2/Users").status())
                .isEqualTo(429);
          });
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(tessera.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}

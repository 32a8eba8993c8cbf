package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever changes something over the administration API is in the journal. What is added to the
 * API is missed here until it is tried too.
 */
class EveryOperationIsRecordedIT {
  /** They need a server without an administrator, or a party or target that none here is. */
  private static final List<String> NOT_TRIED =
      List.of(
          "POST /bootstrap",
          "POST /identity-providers/metadata",
          "POST /operations/{id}/complete",
          "POST /operations/{id}/refuse");

  @TempDir Path folder;
  private TesseraServer tessera;
  private Directory directory;
  private Http admin;
  private RecordPromises promises;

  @BeforeEach
  void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera =
        TesseraServer.in(folder.resolve("tessera")).with("TESSERA_BUNDLE_UPLOAD", "true").start();
    admin = tessera.http();
    promises = new RecordPromises(admin);
  }

  @AfterEach
  void end() {
    tessera.close();
    directory.close();
  }

  /** Does something that is expected to succeed. */
  private Http.Answer does(String method, String template, String body, String... ids)
      throws IOException {
    return does(admin, method, template, body, ids);
  }

  private Http.Answer does(Http by, String method, String template, String body, String... ids)
      throws IOException {
    String path = template;
    for (String id : ids) {
      path = path.replaceFirst("\\{[a-z]+}", id);
    }
    return promises.kept(
        method + " " + template, by.send(method, "/api/v1" + path, body, "If-Match", "*"));
  }

  /** Makes something that is configured, replaces and deletes it. */
  private void configures(String collection, String body) throws IOException {
    String id = does("POST", collection, body).id();
    does("PUT", collection + "/{id}", body, id);
    does("DELETE", collection + "/{id}", "", id);
  }

  @Test
  void each_operation_leaves_the_record_that_its_description_promises() throws Exception {
    configuration();
    serviceProviders();
    administrators();
    server();
    people();
    String target = target();
    operations(target);
    loads();
    does("DELETE", "/targets/{id}", "", target);
    bundles();
    batches();

    assertThat(promises.untried()).containsExactlyInAnyOrderElementsOf(NOT_TRIED);
  }

  private void configuration() throws IOException {
    configures("/user-stores", "{\"name\": \"SHOP\"}");
    configures(
        "/schemas",
        "{\"id\": \"urn:example:badge\", \"name\": \"Badge\", \"extends\": \"User\","
            + " \"attributes\": [{\"name\": \"number\", \"type\": \"string\"}]}");
    String index =
        does("POST", "/indexed-attributes", "{\"resourceType\":\"User\",\"attribute\":\"title\"}")
            .id();
    does("DELETE", "/indexed-attributes/{id}", "", index);
    configures(
        "/token-issuers",
        "{\"name\": \"corporate\", \"issuer\": \"https://login.example.com/\","
            + " \"audience\": \"tessera\", \"keySetUri\": \"https://login.example.com/keys\"}");
    String channel =
        "{\"name\": \"chat\", \"type\": \"webhook\", \"conditions\": [\"operations-dead\"],"
            + " \"settings\": {\"url\": \"http://127.0.0.1:9/\"}}";
    String id = does("POST", "/alert-channels", channel).id();
    does("PUT", "/alert-channels/{id}", channel, id);
    does("POST", "/alert-channels/{id}/test", "{}", id);
    does("DELETE", "/alert-channels/{id}", "", id);
    configures("/roles", "{\"name\": \"short-lived\"}");
    configures("/rules", "{\"name\": \"nobody\", \"effect\": \"deny\", \"condition\": \"false\"}");
  }

  private void serviceProviders() throws IOException {
    String body = "{\"name\": \"feed\", \"scopes\": [\"scim.users.read\"]}";
    String id = does("POST", "/service-providers", body).id();
    does("PUT", "/service-providers/{id}", body, id);
    Http.Answer secret = does("POST", "/service-providers/{id}/secrets", "{}", id);
    Http client = admin.as(id, secret.json().path("secret").asText());
    token(client);
    String token =
        admin
            .get("/api/v1/service-providers/" + id + "/tokens")
            .successful()
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asText();
    does("DELETE", "/service-providers/{id}/tokens/{token}", "", id, token);
    token(client);
    does("DELETE", "/service-providers/{id}/tokens", "", id);
    does("DELETE", "/service-providers/{id}/secrets/{secret}", "", id, secret.id());
    does("DELETE", "/service-providers/{id}", "", id);
  }

  private static void token(Http client) throws IOException {
    client
        .send(
            "POST",
            "/oauth2/token",
            "grant_type=client_credentials",
            "Content-Type",
            "application/x-www-form-urlencoded")
        .successful();
  }

  private void administrators() throws IOException {
    String first = Passwords.fresh();
    String second = Passwords.fresh();
    String third = Passwords.fresh();
    String body = "{\"name\": \"walker\", \"roles\": [\"auditor\"]%s}";
    does("POST", "/administrators", body.formatted(", \"password\": \"" + first + "\""));
    does("PUT", "/administrators/{name}", body.formatted(""), "walker");
    String given = "{\"password\": \"" + second + "\"}";
    does("POST", "/administrators/{name}/password", given, "walker");
    String own = "{\"password\": \"%s\", \"current\": \"%s\"}".formatted(third, second);
    does(admin.as("walker", second), "POST", "/me/password", own);
    signsInAndOut("walker", third);
    for (int i = 0; i < 6; i++) {
      admin.as("walker", Passwords.fresh()).get("/api/v1/me");
    }
    does("POST", "/sign-in-locks/lift", "{\"account\": \"walker\"}");
    does("DELETE", "/administrators/{name}", "", "walker");
  }

  private void signsInAndOut(String name, String password) throws IOException {
    String body = "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(name, password);
    Http.Answer session = does(admin.anonymously(), "POST", "/session", body);
    promises.kept(
        "DELETE /session",
        admin
            .anonymously()
            .send(
                "DELETE",
                "/api/v1/session",
                "",
                "Cookie",
                session.header("Set-Cookie").replaceAll(";.*", ""),
                "X-Tessera-Csrf",
                session.json().path("csrf").asText()));
  }

  private void server() throws IOException {
    String copy = does("POST", "/database-copies", "").id();
    does("DELETE", "/database-copies/{id}", "", copy);
    String old =
        admin
            .get("/api/v1/secret-keys")
            .successful()
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asText();
    String key = does("POST", "/secret-keys", "").id();
    does("POST", "/secret-keys/{id}/use", "", key);
    does("DELETE", "/secret-keys/{id}", "", old);
    does("POST", "/audit/verification", "{}");
  }

  private void people() throws IOException {
    String person = tessera.scim().create(user("recorded"));
    String role = does("POST", "/roles", "{\"name\": \"held\"}").id();
    String assigned =
        does(
                "POST",
                "/role-assignments",
                "{\"identity\": \"%s\", \"role\": \"held\"}".formatted(person))
            .id();
    does("PUT", "/role-assignments/{id}", "{\"reason\": \"A project.\"}", assigned);
    does("DELETE", "/role-assignments/{id}", "", assigned);
    String rule = "{\"name\": \"born\", \"condition\": \"false\", \"roles\": [\"held\"]}";
    does("POST", "/birthright-rules/preview", "{\"rule\": " + rule + "}");
    configures("/birthright-rules", rule);
    does("DELETE", "/roles/{id}", "", role);
    String provider =
        "{\"name\": \"acme\", \"signIn\": {\"protocol\": \"oidc\", \"oidc\": {\"issuer\":"
            + " \"https://acme.example.com\", \"clientId\": \"tessera\","
            + " \"clientSecret\": \"a secret of this run\"}}}";
    String id = does("POST", "/identity-providers", provider).id();
    does("PUT", "/identity-providers/{id}", provider, id);
    String link =
        does(
                "POST",
                "/federated-links",
                "{\"user\": \"%s\", \"identityProvider\": \"acme\", \"subject\": \"s-1\"}"
                    .formatted(person))
            .id();
    does("DELETE", "/federated-links/{id}", "", link);
    does("DELETE", "/identity-providers/{id}", "", id);
    tessera.scim().delete(person);
    does(
        "POST",
        "/audit/erasures",
        "{\"resource\": \"%s\", \"reason\": \"ticket 17\"}".formatted(person));
  }

  /** Makes one where nobody with a title can have an account. */
  private String target() throws IOException {
    admin.post("/api/v1/identity-providers", "{\"name\": \"partner\"}").successful();
    ObjectNode draft =
        Http.JSON
            .createObjectNode()
            .put("name", "watched")
            .put("identityProvider", "partner")
            .put("connectorType", "io.tessera.connector.ldap");
    draft.set("settings", Http.JSON.valueToTree(directory.settings()));
    String target = does("POST", "/targets", draft.toString()).id();
    does("POST", "/targets/{id}/test", "", target);
    String present = admin.get("/api/v1/targets/" + target).successful().text();
    String titled = present.replace("\"attribute\":\"title\"", "\"attribute\":\"dc\"");
    does("PUT", "/targets/{id}", titled, target);
    String person = tessera.scim().create(user("sent"));
    String about = "{\"resource\": \"" + person + "\"}";
    does("POST", "/targets/{id}/plan", about, target);
    does("POST", "/targets/{id}/preview", about, target);
    does(
        "POST",
        "/rules/decision",
        "{\"resource\": \"%s\", \"target\": \"watched\"}".formatted(person));
    does(
        "POST",
        "/placements",
        "{\"resource\": \"%s\", \"targets\": [\"watched\"]}".formatted(person));
    String versions = "/api/v1/targets/" + target + "/policy-map/versions";
    int now = admin.get(versions).successful().json().path("items").path(0).path("version").asInt();
    String back = "{\"version\": " + now + "}";
    does("POST", "/targets/{id}/policy-map/rollback", back, target);
    return target;
  }

  private void operations(String target) throws IOException {
    String refused = tessera.scim().create(user("refused").title("Engineer"));
    String operation = dead(refused);
    does("POST", "/operations/{id}/retry", "", operation);
    dead(refused);
    String payload = admin.get("/api/v1/operations/" + operation + "/payload").successful().text();
    does("PUT", "/operations/{id}/payload", payload.replace("Engineer", "Manager"), operation);
    dead(refused);
    does("POST", "/operations/retry", "{\"target\": \"" + target + "\"}");
    dead(refused);
    does("POST", "/operations/{id}/discard", "{\"reason\": \"ticket 18\"}", operation);
    dead(tessera.scim().create(user("also-refused").title("Engineer")));
    does(
        "POST",
        "/operations/discard",
        "{\"target\": \"" + target + "\", \"reason\": \"ticket 19\"}");
  }

  private String dead(String resource) throws IOException {
    String query = "state=dead&resource=" + resource;
    Eventually.holds(() -> assertThat(tessera.connections().operations(query)).hasSize(1));
    return tessera.connections().operations(query).get(0).path("id").asText();
  }

  private void loads() throws IOException {
    for (int i = 0; i < 30; i++) {
      tessera.scim().create(user("waiting" + i));
    }
    for (String way : List.of("/initial-loads", "/runs")) {
      String load = "{\"target\": \"watched\", \"perSecond\": 1}";
      String id = does("POST", "/initial-loads", load).id();
      does("POST", way + "/{id}/pause", "", id);
      does("POST", way + "/{id}/resume", "", id);
      does("POST", way + "/{id}/cancel", "", id);
    }
  }

  private void bundles() throws IOException {
    Path jar = Jars.empty("io.tessera.test.noted", folder.resolve("noted.jar"));
    promises.kept(
        "POST /bundles/upload", admin.upload("/api/v1/bundles/upload?file=noted.jar", jar));
    Eventually.holds(() -> assertThat(deployed()).hasSize(1));
    String id = deployed().get(0);
    does("POST", "/bundles/{id}/stop", "", id);
    does("POST", "/bundles/{id}/start", "", id);
    does("POST", "/bundles/{id}/refresh", "", id);
  }

  private List<String> deployed() throws IOException {
    return ids("/bundles?limit=500", "source", "deployed");
  }

  private List<String> ids(String path, String field, String value) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode item : admin.get("/api/v1" + path).successful().json().path("items")) {
      if (item.path(field).asText().equals(value)) {
        ids.add(item.path("id").asText());
      }
    }
    return ids;
  }

  /** At two targets that let one account go at a time. */
  private void batches() throws IOException {
    try (Directory other = Directory.in(folder.resolve("other"))) {
      List<String> targets = List.of(guarded("guarded", directory), guarded("guarded-too", other));
      List<String> people = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        people.add(tessera.scim().create(user("leaving" + i)));
      }
      for (String target : targets) {
        tessera.connections().awaitDelivered(target, Duration.ofSeconds(60));
      }
      for (String person : people) {
        tessera.scim().delete(person);
      }
      String allowed = held(targets.get(0));
      String rejected = held(targets.get(1));
      does("POST", "/held-batches/{id}/allow", "", allowed);
      does("POST", "/held-batches/{id}/reject", "{\"reason\": \"ticket 20\"}", rejected);
    }
  }

  private String guarded(String name, Directory at) throws IOException {
    return tessera
        .connections()
        .tryToAdd(
            name,
            "io.tessera.connector.ldap",
            at.settings(),
            Map.of("guard", Map.of("most", 1, "percent", 1)))
        .successful()
        .id();
  }

  private String held(String target) throws IOException {
    Eventually.holds(
        () -> assertThat(ids("/held-batches?state=open", "target", target)).hasSize(1));
    return ids("/held-batches?state=open", "target", target).get(0);
  }
}

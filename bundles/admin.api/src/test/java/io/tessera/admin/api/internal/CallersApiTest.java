package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.SignInLock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallersApiTest {
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String created() throws Exception {
    AdminServer.Reply reply =
        server.post(
            "service-providers",
            """
            {"name": "hr-feed", "description": "Human resources", "userStore": "PRIMARY",
             "scopes": ["scim.users.read", "scim.bulk"],
             "subjects": [{"issuer": "corporate", "subject": "hr"}],
             "certificates": ["%s"]}\
            """
                .formatted("ab".repeat(32)));
    assertThat(reply.status()).isEqualTo(201);
    return "service-providers/" + reply.body().text("id").orElseThrow();
  }

  @Test
  void a_service_provider_is_created_read_changed_and_removed() throws Exception {
    String path = created();
    AdminServer.Reply read = server.get(path);

    assertThat(texts(read.body(), "scopes")).containsExactly("scim.bulk", "scim.users.read");
    assertThat(read.body().bool("enabled")).contains(true);
    AdminServer.Reply changed =
        server.put(path, read.etag().orElseThrow(), "{\"name\": \"hr-feed\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(texts(changed.body(), "scopes")).as("none by default").isEmpty();
    assertThat(server.get("service-providers?name=hr-feed").status()).isEqualTo(200);
    assertThat(server.delete(path, changed.etag().orElseThrow()).status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void the_resident_one_is_there_from_the_start() throws Exception {
    Attributes list = server.get("service-providers").body();

    assertThat(items(list)).hasSize(1);
    assertThat(items(list).get(0).text("name")).contains("resident");
  }

  @Test
  void targets_are_named_and_where_there_is_more_to_say_described() throws Exception {
    AdminServer.Reply made =
        server.post(
            "service-providers",
            """
            {"name": "gateway", "mode": "provision-only",
             "targets": ["mail", {"target": "hr"}, {"target": "crm", "mode": "require", "jit": false}]}
            """);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("mode")).contains("provision-only");
    List<Value> targets = made.body().get("targets").orElseThrow().elements();
    assertThat(targets.subList(0, 2)).containsExactly(Value.text("mail"), Value.text("hr"));
    assertThat(targets.get(2))
        .isEqualTo(
            Value.complex(
                Attributes.builder()
                    .put("target", "crm")
                    .put("mode", "require")
                    .put("rules", true)
                    .put("jit", false)
                    .build()));
    AdminServer.Reply refused =
        server.post(
            "service-providers",
            "{\"name\": \"x\", \"targets\": [7, {\"target\": \"a\", \"mode\": \"later\"},"
                + " {\"mode\": \"require\", \"blocking\": true}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(items(refused.body(), "errors"))
        .extracting(error -> error.text("path").orElse(""))
        .containsExactlyInAnyOrder(
            "targets[0]", "targets[1].mode", "targets[2].target", "targets[2].blocking");
  }

  @Test
  void what_is_no_scope_is_refused_by_name() throws Exception {
    AdminServer.Reply refused =
        server.post("service-providers", "{\"name\": \"x\", \"scopes\": [\"root\", \"anybody\"]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().toString() + items(refused.body(), "errors"))
        .as("both are told")
        .isNotEmpty();
    assertThat(items(refused.body(), "errors")).hasSize(2);
  }

  @Test
  void the_value_of_a_secret_is_told_once() throws Exception {
    String path = created() + "/secrets";
    AdminServer.Reply made = server.post(path, "{}");
    AdminServer.Reply expiring = server.post(path, "{\"expires\": \"2031-01-01T00:00:00+01:00\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("secret")).isPresent();
    assertThat(expiring.body().text("expires")).contains("2030-12-31T23:00:00Z");
    assertThat(items(server.get(path).body()))
        .hasSize(2)
        .allSatisfy(secret -> assertThat(secret.names()).doesNotContain("secret"));
    assertThat(server.delete(path + "/" + id(made), null).status()).isEqualTo(204);
    assertThat(server.delete(path + "/" + id(made), null).status()).isEqualTo(404);
    assertThat(server.delete(path + "/x", null).status()).isEqualTo(404);
    assertThat(server.post(path, "{\"expires\": \"soon\"}").status()).isEqualTo(400);
    assertThat(server.get("service-providers/x/secrets").status()).isEqualTo(404);
  }

  @Test
  void tokens_are_listed_and_revoked() throws Exception {
    String path = created() + "/tokens";
    String token = server.serviceProviders.issue().id().toString();
    server.serviceProviders.issue();

    assertThat(items(server.get(path).body())).hasSize(2);
    Attributes part = server.get(path + "?limit=1").body();
    Attributes rest = server.get(path + "?cursor=" + part.text("next").orElseThrow()).body();
    assertThat(items(rest)).hasSize(1).doesNotContainAnyElementsOf(items(part));
    assertThat(rest.text("next")).isEmpty();
    assertThat(server.delete(path + "/" + token, null).status()).isEqualTo(204);
    assertThat(server.delete(path + "/" + token, null).status()).isEqualTo(404);
    AdminServer.Reply all = server.delete(path, null);
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.body().get("revoked")).contains(Value.Num.of(1));
  }

  @Test
  void a_token_issuer_is_created_read_changed_and_removed() throws Exception {
    AdminServer.Reply made =
        server.post(
            "token-issuers",
            """
            {"name": "corporate", "issuer": "https://login.example.com/", "audience": "tessera",
             "keySetUri": "https://login.example.com/keys"}\
            """);
    assertThat(made.status()).isEqualTo(201);
    assertThat(texts(made.body(), "algorithms"))
        .containsExactly("ES256", "EdDSA", "PS256", "RS256");
    assertThat(made.body().text("callerClaim")).contains("sub");
    String path = "token-issuers/" + id(made);
    AdminServer.Reply changed =
        server.put(
            path,
            made.etag().orElseThrow(),
            """
            {"name": "corporate", "issuer": "https://login.example.com/", "audience": "tessera",
             "algorithms": ["ES256"], "keySet": "{}", "enabled": false}\
            """);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().bool("enabled")).contains(false);
    assertThat(server.get("token-issuers?name=corporate").status()).isEqualTo(200);
    assertThat(server.post("token-issuers", "{}").status()).isEqualTo(400);
    assertThat(server.get(path).status()).isEqualTo(200);
    assertThat(server.delete(path, changed.etag().orElseThrow()).status()).isEqualTo(204);
  }

  @Test
  void locks_are_listed_and_lifted() throws Exception {
    server.signInLocks.locks.add(
        new SignInLock("PRIMARY/admin", 7, Instant.EPOCH, Instant.EPOCH.plusSeconds(4)));

    assertThat(items(server.get("sign-in-locks").body())).hasSize(1);
    assertThat(server.post("sign-in-locks/lift", "{\"account\": \"PRIMARY/admin\"}").status())
        .isEqualTo(204);
    assertThat(server.post("sign-in-locks/lift", "{\"account\": \"PRIMARY/admin\"}").status())
        .isEqualTo(404);
    assertThat(server.post("sign-in-locks/lift", "{}").status()).isEqualTo(400);
  }

  private static String id(AdminServer.Reply reply) {
    return reply.body().text("id").orElseThrow();
  }

  private static List<Attributes> items(Attributes page) {
    return items(page, "items");
  }

  private static List<Attributes> items(Attributes page, String name) {
    return page.get(name).map(Value::elements).orElse(List.of()).stream()
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }

  private static List<String> texts(Attributes object, String name) {
    return object.get(name).map(Value::elements).orElse(List.of()).stream()
        .map(text -> ((Value.Text) text).value())
        .toList();
  }
}

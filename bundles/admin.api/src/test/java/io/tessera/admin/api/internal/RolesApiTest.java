package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesApiTest {
  private static final String ROLE =
      """
      {"name": "%s", "displayName": "Sales", "targets": ["directory"],
       "entitlements": [{"target": "directory", "value": "cn=sales"}], "includes": ["staff"]}
      """;

  private AdminServer server;

  @BeforeAll
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_role_is_made_shown_replaced_and_removed() throws Exception {
    Reply made = server.post("roles", ROLE.formatted("sales"));
    assertThat(made.status()).isEqualTo(201);
    String path = "roles/" + made.body().text("id").orElseThrow();

    Reply shown = server.get(path);
    assertThat(shown.body().get("entitlements").orElseThrow().elements())
        .containsExactly(
            Value.complex(
                Attributes.builder().put("target", "directory").put("value", "cn=sales").build()));
    Reply replaced = server.put(path, shown.etag().orElseThrow(), ROLE.formatted("sales"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(server.get("roles?name=SALES").body().get("items").orElseThrow().elements())
        .hasSize(1);
    assertThat(server.delete(path, "*").status()).isEqualTo(204);
  }

  @Test
  void what_is_wrong_with_a_role_is_told_by_its_place() throws Exception {
    Reply refused =
        server.post("roles", "{\"name\": \"x\", \"entitlements\": [{\"value\": 3}], \"foo\": 1}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("errors").orElseThrow().elements())
        .map(error -> ((Value.Complex) error).attributes().text("detail").orElse(""))
        .anyMatch(detail -> detail.contains("entitlements[0].target"))
        .anyMatch(detail -> detail.contains("foo"));
  }

  @Test
  void a_role_is_assigned_changed_listed_and_revoked() throws Exception {
    String user = UUID.randomUUID().toString();
    Reply made =
        server.post(
            "role-assignments",
            "{\"identity\": \"%s\", \"role\": \"sales\", \"ends\": \"2030-01-01T00:00:00Z\","
                    .formatted(user)
                + " \"reason\": \"A project.\"}");
    assertThat(made.status()).isEqualTo(201);
    String path = "role-assignments/" + made.body().text("id").orElseThrow();

    Reply changed = server.put(path, null, "{\"reason\": \"For ever.\"}");
    assertThat(changed.body().text("ends")).isEmpty();
    assertThat(
            server
                .get("role-assignments?identity=" + user)
                .body()
                .get("items")
                .orElseThrow()
                .elements())
        .hasSize(1);
    assertThat(server.get("role-assignments?role=sales&limit=1").status()).isEqualTo(200);
    assertThat(server.delete(path, null).status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.get("role-assignments").status()).isEqualTo(400);
  }

  @Test
  void a_birthright_rule_is_previewed_made_and_removed() throws Exception {
    String rule =
        "{\"name\": \"sales\", \"condition\": \"user.active\", \"roles\": [\"sales\"],"
            + " \"endsFrom\": \"userType\", \"endsDays\": 3}";
    Reply preview = server.post("birthright-rules/preview", "{\"rule\": " + rule + "}");
    assertThat(preview.body().get("gaining")).contains(Value.Num.of(1));

    Reply made = server.post("birthright-rules", rule);
    assertThat(made.status()).isEqualTo(201);
    String path = "birthright-rules/" + made.body().text("id").orElseThrow();
    assertThat(server.get(path).body().get("endsDays")).contains(Value.Num.of(3));
    assertThat(server.put(path, "*", rule).status()).isEqualTo(200);
    assertThat(server.delete(path, "*").status()).isEqualTo(204);
    assertThat(server.post("birthright-rules/preview", "{\"show\": -1}").status()).isEqualTo(400);
  }
}

package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdministratorsApiTest {
  private static final String BOB =
      """
      {"name": "bob", "displayName": "Bob", "email": "bob@example.org",
       "roles": ["help-desk", "target-administrator"], "targets": ["hr"]%s}
      """;

  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void an_administrator_is_made_read_changed_and_deleted() throws Exception {
    AdminServer.Reply made =
        server.post("administrators", BOB.formatted(", \"password\": \"a long one indeed\""));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.location().orElseThrow()).endsWith("/administrators/bob");
    assertThat(made.body().toString()).doesNotContain("a long one");
    assertThat(server.register.lastPassword).isEqualTo("a long one indeed");
    assertThat(server.get("administrators").body().get("items").orElseThrow().elements())
        .hasSize(1);
    assertThat(server.put("administrators/bob", null, BOB.formatted("")).status()).isEqualTo(428);
    AdminServer.Reply changed =
        server.put(
            "administrators/bob",
            made.etag().orElseThrow(),
            "{\"name\": \"bob\", \"roles\": [\"auditor\"], \"enabled\": false}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().bool("enabled")).contains(false);
    assertThat(texts(changed.body(), "targets")).isEmpty();
    assertThat(server.post("administrators/bob/password", "{\"password\": \"another\"}").status())
        .isEqualTo(204);
    assertThat(server.register.lastPassword).isEqualTo("another");
    assertThat(server.delete("administrators/bob", changed.etag().orElseThrow()).status())
        .isEqualTo(204);
    assertThat(server.get("administrators/bob").status()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_is_told_at_its_field() throws Exception {
    AdminServer.Reply refused =
        server.post("administrators", "{\"roles\": [\"king\"], \"password\": 7}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("errors").orElseThrow().elements())
        .extracting(error -> ((Value.Complex) error).attributes().text("path").orElse(""))
        .containsExactlyInAnyOrder("name", "roles", "password");
  }

  @Test
  void the_roles_are_told_with_what_they_come_to() throws Exception {
    Attributes roles = server.get("administrator-roles").body();

    assertThat(roles.get("items").orElseThrow().elements())
        .extracting(role -> ((Value.Complex) role).attributes().text("name").orElse(""))
        .containsExactly(
            "administrator", "operator", "help-desk", "auditor", "target-administrator");
  }

  private static List<String> texts(Attributes object, String name) {
    return object.get(name).map(Value::elements).orElse(List.of()).stream()
        .map(text -> ((Value.Text) text).value())
        .toList();
  }
}

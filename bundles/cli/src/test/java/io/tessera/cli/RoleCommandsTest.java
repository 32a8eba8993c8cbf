package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleCommandsTest {
  private static final String USER = "28048c91-6675-4ee4-854c-b7541f7e8d51";

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_role_is_made_changed_and_deleted() {
    assertThat(
            shell.run(
                "role",
                "create",
                "engineer",
                "--display-name",
                "Engineer",
                "--target",
                "hr",
                "--entitlement",
                "hr=cn=builders,ou=groups",
                "--include",
                "staff"))
        .isZero();
    Attributes made = server.named("roles", "engineer");
    assertThat(Named.texts(made, "targets")).containsExactly("hr");
    assertThat(made.get("entitlements").orElseThrow().elements())
        .containsExactly(
            Value.complex(
                Attributes.builder()
                    .put("target", "hr")
                    .put("value", "cn=builders,ou=groups")
                    .build()));

    assertThat(shell.run("role", "update", "engineer", "--description", "Builds.")).isZero();
    assertThat(server.named("roles", "engineer").text("description")).contains("Builds.");
    assertThat(Named.texts(server.named("roles", "engineer"), "includes")).containsExactly("staff");
    assertThat(shell.run("role", "update", "engineer", "--entitlement", "nothing")).isEqualTo(2);
    assertThat(shell.run("role", "delete", "engineer")).isZero();
    assertThat(shell.run("role", "show", "engineer")).isEqualTo(1);
  }

  @Test
  void a_role_is_assigned_with_dates() {
    server.answer("role-assignments", Attributes.builder().put("id", "1").build());

    assertThat(
            shell.run(
                "role", "assign", "engineer", USER, "--ends", "2026-12-31", "--reason", "Why."))
        .isZero();

    assertThat(server.lastBody())
        .isEqualTo(
            Attributes.builder()
                .put("ends", "2026-12-31")
                .put("reason", "Why.")
                .put("role", "engineer")
                .put("identity", USER)
                .build());
  }

  @Test
  void applied_roles_come_behind_those_they_include() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("roles.yaml"),
            """
            kind: birthright-rule
            name: engineers
            condition: "true"
            roles: [a-engineer]
            ---
            kind: role
            name: a-engineer
            includes: [b-builder, staff]
            ---
            kind: role
            name: b-builder
            includes: [staff]
            ---
            kind: role
            name: staff
            """);

    assertThat(shell.run("apply", "-f", file.toString())).isZero();

    assertThat(shell.out().lines().toList())
        .isEqualTo(
            List.of(
                "role staff created",
                "role b-builder created",
                "role a-engineer created",
                "birthright-rule engineers created"));
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out()).doesNotContain("changed:");
  }

  @Test
  void roles_in_a_circle_are_left_to_the_server_to_refuse() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("roles.yaml"),
            "kind: role\nname: a\nincludes: [b]\n---\nkind: role\nname: b\nincludes: [a]\n");

    assertThat(shell.run("apply", "--dry-run", "-f", file.toString())).isZero();

    assertThat(shell.out().lines().toList()).hasSize(2);
  }

  @Test
  void a_rule_is_previewed_from_a_file() throws IOException {
    server.answer("birthright-rules/preview", Attributes.builder().put("gaining", "1").build());
    Path file =
        Files.writeString(
            folder.resolve("rule.yaml"),
            "kind: birthright-rule\nname: r\ncondition: user.active\nroles: [staff]\n");

    assertThat(shell.run("birthright-rule", "preview", "-f", file.toString(), "--examine", "5"))
        .isZero();

    assertThat(server.lastBody().complex("rule").text("name")).contains("r");
    assertThat(server.lastBody().complex("rule").text("kind")).isEmpty();
    assertThat(server.lastBody().get("examine")).contains(Value.Num.of(5));
    assertThat(shell.run("birthright-rule", "preview")).isEqualTo(2);
  }
}

package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCommandsTest {
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
  void a_user_is_created_as_scim_writes_it_with_a_password_from_a_file() throws IOException {
    String password = UUID.randomUUID().toString();
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    assertThat(
            shell.run(
                "user",
                "create",
                "alice",
                "--given-name",
                "Alice",
                "--family-name",
                "Able",
                "--email",
                "alice@example.org",
                "--set",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department=Sales",
                "--new-password-file",
                file.toString()))
        .isZero();
    Attributes sent = server.lastBody();
    assertThat(sent.text("userName")).contains("alice");
    assertThat(sent.complex("name").text("familyName")).contains("Able");
    assertThat(Named.objects(sent, "emails").get(0).text("value")).contains("alice@example.org");
    assertThat(
            sent.complex("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .text("department"))
        .contains("Sales");
    assertThat(Named.texts(sent, "schemas"))
        .containsExactly(
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
    assertThat(sent.text("password")).contains(password);
  }

  @Test
  void another_address_leaves_the_other_addresses() {
    String id = server.directory().user("alice");
    assertThat(shell.run("user", "update", "alice", "--email", "a@example.org")).isZero();
    assertThat(shell.run("user", "update", "alice", "--email", "b@example.org")).isZero();
    assertThat(Named.objects(server.directory().get(id).orElseThrow(), "emails"))
        .singleElement()
        .satisfies(email -> assertThat(email.text("value")).contains("b@example.org"));
    assertThat(shell.run("user", "update", "alice")).isEqualTo(2);
  }

  @Test
  void users_are_disabled_and_enabled_by_name_and_by_id() {
    String id = server.directory().user("alice");
    assertThat(shell.run("user", "disable", "alice")).isZero();
    assertThat(server.directory().get(id).orElseThrow().bool("active")).contains(false);
    assertThat(shell.run("user", "enable", id)).isZero();
    assertThat(server.directory().get(id).orElseThrow().bool("active")).contains(true);
  }

  @Test
  void one_that_does_not_exist_keeps_no_other_from_being_deleted() {
    String alice = server.directory().user("alice");
    String bob = server.directory().user("bob");
    assertThat(shell.run("user", "delete", "alice", "nobody", "bob")).isEqualTo(4);
    assertThat(shell.err())
        .contains("user alice deleted", "nobody: There is no user", "1 of 3 could not be done");
    assertThat(server.directory().get(alice)).isEmpty();
    assertThat(server.directory().get(bob)).isEmpty();
    assertThat(shell.run("user", "delete", "nobody")).isEqualTo(1);
  }

  @Test
  void waiting_tells_how_it_went_at_each_target() {
    server.directory().user("alice");
    operations(operation("hr", "done"), operation("mail", "done"), operation("hr", "dead"));
    assertThat(shell.run("user", "disable", "alice", "--wait")).isZero();
    assertThat(shell.err()).contains("hr: done", "mail: done").doesNotContain("dead");

    operations(operation("hr", "done"), operation("mail", "dead"));
    assertThat(shell.run("user", "disable", "alice", "--wait")).isEqualTo(4);
    operations(operation("hr", "held"));
    assertThat(shell.run("user", "disable", "alice", "--wait")).isEqualTo(7);
    operations(operation("hr", "waiting"));
    assertThat(shell.run("user", "disable", "alice", "--wait", "--timeout", "9")).isEqualTo(1);
    assertThat(shell.err()).contains("not yet at 1 of 1 targets");
  }

  @Test
  void why_it_takes_long_is_told_before_the_end_and_once() {
    server.directory().user("alice");
    operations(operation("hr", "waiting").with("detail", Value.text("It is away.")));
    assertThat(shell.run("user", "disable", "alice", "--wait", "--timeout", "9")).isEqualTo(1);
    assertThat(shell.err()).containsOnlyOnce("hr: waiting, It is away.");
    assertThat(shell.err().indexOf("It is away.")).isLessThan(shell.err().indexOf("0/1"));
  }

  private void operations(Attributes... all) {
    server.answer("operations", ServerDouble.page(List.of(all)));
  }

  private static Attributes operation(String target, String state) {
    return Attributes.builder().put("targetName", target).put("state", state).build();
  }

  @Test
  void users_are_listed_by_what_their_names_begin_with() {
    server.answer(
        "users",
        ServerDouble.page(
            List.of(Attributes.builder().put("userName", "alice").put("active", true).build())));
    assertThat(shell.run("user", "list", "--q", "al", "--active", "--limit", "5")).isZero();
    assertThat(server.requests()).endsWith("GET users?q=al&active=true&limit=5");
    assertThat(shell.out()).contains("USER NAME").contains("alice");
  }

  @Test
  void members_come_and_go_by_name() {
    String alice = server.directory().user("alice");
    String group = server.directory().group("staff");
    assertThat(shell.run("group", "add-member", "staff", "alice")).isZero();
    assertThat(Named.objects(server.lastBody(), "Operations").get(0).get("value"))
        .contains(
            Value.many(List.of(Value.complex(Attributes.builder().put("value", alice).build()))));
    assertThat(shell.run("group", "remove-member", "staff", "alice")).isZero();
    assertThat(server.requests()).endsWith("PATCH scim Groups/" + group);
    assertThat(Named.objects(server.lastBody(), "Operations").get(0).text("path"))
        .contains("members[value eq \"" + alice + "\"]");
    assertThat(shell.run("group", "delete", "staff")).isZero();
  }
}

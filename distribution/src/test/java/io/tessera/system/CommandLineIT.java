package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tessera.system.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server administered with files and commands, and nothing else. */
class CommandLineIT {
  private static final String MAP =
      """
      policyMap:
        user:
          - {attribute: uid, from: [userName]}
          - {attribute: cn, from: [displayName, userName]}
          - {attribute: sn, from: [name.familyName, userName]}
          - {attribute: %s, from: [title]}
          - {attribute: objectClass, constant: [top, person, organizationalPerson, inetOrgPerson]}
      """;

  @TempDir Path folder;
  private TesseraServer tessera;
  private Directory directory;
  private CommandLine cli;

  @BeforeEach
  void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera"));
    tessera.start();
    cli = CommandLine.of(tessera, folder.resolve("work"));
  }

  @AfterEach
  void end() {
    tessera.close();
    directory.close();
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("work").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** The directory as a target, with the title where it is said. */
  private void writeConfiguration(String attributeOfTitle) throws IOException {
    StringBuilder settings = new StringBuilder();
    directory
        .settings()
        .forEach(
            (name, value) -> {
              if (!name.equals("bindPassword")) {
                settings.append("  ").append(name).append(": ").append(value).append('\n');
              }
            });
    write("secrets/bind-password", directory.password());
    write(
        "configuration/hr.yaml",
        "kind: identity-provider\nname: corporate\n---\n"
            + "kind: target\nname: hr\nidentityProvider: corporate\n"
            + "connectorType: io.tessera.connector.ldap\nsettings:\n"
            + settings
            + "  bindPassword: {file: ../secrets/bind-password}\n"
            + MAP.formatted(attributeOfTitle));
  }

  private JsonNode dead() throws Exception {
    return cli.run("operation", "list", "--state", "dead", "-o", "json").done().json();
  }

  @Test
  void a_directory_is_connected_watched_broken_repaired_and_replayed() throws Exception {
    writeConfiguration("title");
    cli.run("apply", "--dir", "configuration").done();
    cli.run("apply", "--diff", "--detailed-exitcode", "--dir", "configuration").done();
    cli.run("target", "test", "hr").done();

    Result created = cli.run("user", "create", "alice", "--title", "Clerk", "--wait").done();
    assertThat(created.err()).contains("hr: done");
    assertThat(directory.person("alice").orElseThrow().getAttributeValue("title"))
        .isEqualTo("Clerk");

    // The target is away: what was changed waits, and is delivered when it is back.
    directory.stop();
    Result away =
        cli.run("user", "update", "alice", "--title", "Chief", "--wait", "--timeout", "2");
    assertThat(away.exitCode()).isEqualTo(1);
    assertThat(away.err()).contains("hr: waiting", "not yet at 1 of 1 targets");
    directory.start();
    Eventually.holds(
        Duration.ofSeconds(90),
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("title"))
                .isEqualTo("Chief"));

    // A rule of the map is wrong: the directory refuses, a person sees why, repairs, replays.
    writeConfiguration("dc");
    assertThat(
            cli.run("apply", "--diff", "--detailed-exitcode", "--dir", "configuration").exitCode())
        .isEqualTo(3);
    cli.run("apply", "--dir", "configuration").done();
    Result refused = cli.run("user", "create", "bob", "--title", "Clerk", "--wait");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("hr: dead");
    assertThat(dead()).hasSize(1);
    assertThat(cli.run("target", "status", "hr").done().out()).contains("hr");
    writeConfiguration("title");
    cli.run("apply", "--dir", "configuration").done();
    cli.run("operation", "retry", "--all-dead", "--target", "hr").done();
    Eventually.holds(() -> assertThat(directory.person("bob")).isPresent());
    Eventually.holds(() -> assertThat(dead()).isEmpty());
    cli.run("verify-audit").done();
  }

  @Test
  void exit_codes_tell_scripts_what_to_do_next() throws Exception {
    assertThat(cli.run("user", "show", "nobody").exitCode()).isEqualTo(1);
    assertThat(cli.run("user", "frobnicate").exitCode()).isEqualTo(2);
    Path wrong = Files.writeString(folder.resolve("wrong"), "not it");
    Result refused = cli.run("user", "show", "nobody", "--password-file", wrong.toString());
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("--password-file");
    Result away = cli.run("whoami", "--url", "http://127.0.0.1:" + Ports.free());
    assertThat(away.exitCode()).isEqualTo(6);
    assertThat(cli.run("user", "delete", "alice", "bob").exitCode()).isEqualTo(1);
  }

  @Test
  void a_backup_of_a_server_that_runs_is_the_same_server_elsewhere() throws Exception {
    writeConfiguration("title");
    cli.run("apply", "--dir", "configuration").done();
    cli.run("user", "create", "alice", "--title", "Clerk", "--wait").done();
    directory.stop();
    cli.run("user", "create", "bob").done();
    String exported = cli.run("export").done().out();
    Path file = folder.resolve("tessera.backup");
    cli.run("backup", "--out", file.toString()).done();
    cli.run("user", "create", "late").done();
    assertThat(tessera.data().resolve("backup")).isEmptyDirectory();
    tessera.stop();

    try (TesseraServer elsewhere = TesseraServer.in(folder.resolve("elsewhere"))) {
      elsewhere.knowing(tessera);
      CommandLine there = CommandLine.of(elsewhere, folder.resolve("there"));
      there.run("restore", file.toString()).done();
      elsewhere.start();

      assertThat(there.run("export").done().out()).isEqualTo(exported);
      assertThat(there.run("user", "show", "alice").done().out()).contains("Clerk");
      assertThat(there.run("user", "show", "late").exitCode()).isEqualTo(1);
      assertThat(there.run("verify-audit").done().out()).contains("intact    true");
      // What was on its way goes on; the secret of the target opens with the key of the backup.
      directory.start();
      Eventually.holds(() -> assertThat(directory.person("bob")).isPresent());
      assertThat(there.run("restore", file.toString()).exitCode()).isEqualTo(1);
    }
  }
}

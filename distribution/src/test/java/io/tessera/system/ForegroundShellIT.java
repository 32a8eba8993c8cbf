package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever has the input of a server in the foreground can ask it. */
class ForegroundShellIT {
  private static final int STOPPED_IN_ORDER = 0;
  @TempDir Path folder;
  private TesseraServer tessera;

  @BeforeEach
  void prepare() throws IOException {
    tessera = TesseraServer.in(folder.resolve("tessera"));
  }

  @AfterEach
  void end() {
    tessera.close();
  }

  /** Types a line and waits until the server has printed all that. */
  private void asked(String line, String... answers) throws IOException {
    int before = tessera.console().length();
    tessera.type(line);
    Eventually.holds(() -> assertThat(tessera.console().substring(before)).contains(answers));
  }

  @Test
  void a_target_is_looked_at_paused_and_resumed_from_the_shell() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"))) {
      tessera.with("TESSERA_SHELL", "true").start();
      asked("tessera:targets", "There are no targets.");
      String target =
          tessera.connections().addTarget("hr", "io.tessera.connector.ldap", directory.settings());
      asked("pause hr", "hr is paused: changes queue up.");
      assertThat(isPaused(target)).isTrue();
      tessera.scim().create(user("alice"));
      asked("targets", "hr      MAINTENANCE  1");
      asked("lanes hr", "alice", "target MAINTENANCE");
      assertThat(directory.person("alice")).isEmpty();
      asked("resume hr", "hr goes on.");
      Eventually.holds(() -> assertThat(directory.person("alice")).isPresent());
      assertThat(isPaused(target)).isFalse();

      asked("connectors", "io.tessera.connector.ldap", "ACTIVE");
      asked("health", "database");
      asked("pause rh", "There is no target rh. There are: hr.");
      asked("frobnicate", "There is no command frobnicate;");
      asked("help tessera:targets", "all targets: state");
      asked("lb provisioning", "Tessera");
      asked("scr:list", "io.tessera.shell");
      assertThat(tessera.console()).doesNotContain("\tat ");
    }
  }

  private boolean isPaused(String target) throws IOException {
    return tessera
        .http()
        .get("/api/v1/targets/" + target)
        .json()
        .path("delivery")
        .path("maintenance")
        .asBoolean();
  }

  @Test
  void the_end_of_the_input_ends_the_shell_and_not_the_server() throws Exception {
    tessera.with("TESSERA_SHELL", "true").start();
    asked("targets", "There are no targets.");
    tessera.endInput();
    String id = tessera.scim().create(user("alice"));
    assertThat(tessera.scim().get(id)).isPresent();
    tessera.stop();
  }

  @Test
  void exit_stops_the_server_in_order() throws Exception {
    tessera.with("TESSERA_SHELL", "true").start();
    tessera.type("exit");
    assertThat(tessera.exitCode()).isEqualTo(STOPPED_IN_ORDER);
    assertThat(tessera.data().resolve("tessera.pid")).doesNotExist();
  }

  @Test
  void where_nobody_asked_for_a_shell_there_is_none() throws Exception {
    tessera.start();
    assertThat(tessera.http().get("/api/v1/bundles?limit=500").text())
        .contains("io.tessera.provisioning")
        .doesNotContain("gogo", "io.tessera.shell", "jline");
    tessera.type("exit");
    tessera.endInput();
    tessera.scim().create(user("alice"));
  }
}

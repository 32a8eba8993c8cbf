package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCommandsTest {
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
  void a_rule_becomes_a_policy_and_fields_again() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.xml"), "<Policy/>");
    assertThat(shell.run("rule", "create", "office", "--permit", "--from", "08:00")).isZero();

    assertThat(shell.run("rule", "update", "office", "--xacml", policy.toString())).isZero();
    Attributes foreign = server.named("rules", "office");
    assertThat(foreign.text("xacml")).contains("<Policy/>");
    assertThat(foreign.get("effect")).isEmpty();
    assertThat(foreign.get("window")).isEmpty();

    assertThat(shell.run("rule", "update", "office", "--deny", "--role", "guests")).isZero();
    Attributes simple = server.named("rules", "office");
    assertThat(simple.get("xacml")).isEmpty();
    assertThat(simple.text("effect")).contains("deny");
    assertThat(shell.run("rule", "update", "office", "--deny", "--xacml", policy.toString()))
        .isEqualTo(2);
  }
}

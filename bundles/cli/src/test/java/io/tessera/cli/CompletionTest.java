package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;
  private final Shell shell = new Shell();

  @Test
  void bash_completes_commands_options_values_and_names() throws Exception {
    assertThat(completed("tessera", "targ")).containsExactly("target");
    assertThat(completed("tessera", "target", "cre")).containsExactly("create");
    assertThat(completed("tessera", "target", "create", "new", "--i")).containsExactly("--idp");
    assertThat(completed("tessera", "target", "show", "")).containsExactly("name-of-target");
    assertThat(completed("tessera", "--user", "bob", "target", "show", "name"))
        .containsExactly("name-of-target");
    assertThat(completed("tessera", "target", "create", "")).isEmpty();
    assertThat(completed("tessera", "group", "add-member", "staff", "alice", ""))
        .containsExactly("name-of-user");
    assertThat(completed("tessera", "user", "list", "-o", "j")).containsExactly("json");
    assertThat(completed("tessera", "operation", "list", "--target", ""))
        .containsExactly("name-of-target");
    assertThat(completed("tessera", "sta")).containsExactly("start", "status");
  }

  private List<String> completed(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "skipped, not installed: bash");
    assertThat(shell.run("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion.bash"), shell.out());
    String line = Stream.of(words).map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    String program =
        "source "
            + script
            + "; tessera() { echo name-of-$2; }; COMP_WORDS=("
            + line
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _tessera; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", program)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().filter(text -> !text.isEmpty()).toList();
  }

  @Test
  void every_shell_knows_every_command() {
    for (String name : List.of("bash", "zsh", "fish")) {
      assertThat(shell.run("completion", name)).isZero();
      Commands.ALL.forEach(c -> assertThat(shell.out()).contains(c.name()));
      assertThat(shell.out()).doesNotContain("@TABLE@");
    }
    assertThat(shell.run("completion", "tcsh")).isEqualTo(2);
  }

  @Test
  void names_come_from_the_server_or_not_at_all() throws IOException {
    try (ServerDouble server = new ServerDouble()) {
      Shell signedIn = Shell.at(server, folder);
      server.answer(
          "users",
          ServerDouble.page(
              List.of(
                  Attributes.builder().put("userName", "alice").build(),
                  Attributes.builder().put("userName", "bob").build())));
      assertThat(signedIn.run("names", "user", "al")).isZero();
      assertThat(signedIn.out()).isEqualTo("alice\n");
      assertThat(server.requests()).endsWith("GET users?limit=50&q=al");
    }
    assertThat(shell.with("TESSERA_URL", "http://127.0.0.1:1").run("names", "user")).isZero();
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).isEmpty();
  }
}

package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
    server.answer(
        "operations",
        ServerDouble.page(
            List.of(
                Attributes.builder()
                    .put("targetName", "hr")
                    .put("state", "dead")
                    .put("detail", "no \"such\", entry")
                    .build())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void csv_has_the_names_of_the_fields_and_quotes_what_needs_it() {
    assertThat(shell.run("operation", "list", "-o", "csv")).isZero();
    assertThat(shell.out().lines().toList())
        .first()
        .asString()
        .startsWith("created,targetName,kind");
    assertThat(shell.out()).contains(",dead,,\"no \"\"such\"\", entry\",");
    assertThat(shell.run("operation", "list", "-o", "xml")).isEqualTo(2);
    assertThat(shell.run("operation", "list", "-o", "csv", "--json")).isEqualTo(2);
  }

  @Test
  void headings_are_words_and_not_paths() {
    Attributes held =
        Attributes.builder()
            .put("identity", Value.complex(Attributes.builder().put("name", "alice").build()))
            .put("operation", Value.complex(Attributes.builder().put("state", "dead").build()))
            .build();
    String table = Table.of(List.of(held), Paint.NONE, "identity.name", "operation.state");
    assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("IDENTITY OPERATION STATE", "alice dead");
  }

  @Test
  void colours_are_for_people_at_a_terminal_who_want_them() {
    shell.run("operation", "list");
    assertThat(shell.out()).doesNotContain(ESCAPE);
    shell.watched();
    shell.run("operation", "list");
    assertThat(shell.out()).contains(ESCAPE + "31mdead");
    shell.run("operation", "list", "--no-color");
    assertThat(shell.out()).doesNotContain(ESCAPE);
    shell.run("operation", "list", "-o", "json");
    assertThat(shell.out()).doesNotContain(ESCAPE);
    shell.with("NO_COLOR", "1").run("operation", "list");
    assertThat(shell.out()).doesNotContain(ESCAPE);
  }

  @Test
  void earlier_names_of_commands_are_understood() {
    assertThat(shell.run("operations", "list")).isZero();
    assertThat(shell.run("op", "list")).isZero();
    assertThat(shell.run("connector-types", ServerDouble.TYPE)).isZero();
    assertThat(shell.run("help", "batches")).isZero();
    assertThat(shell.out()).contains("batch list").doesNotContain("idp list");
  }
}

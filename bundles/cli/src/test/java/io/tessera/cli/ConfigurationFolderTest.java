package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole configuration as a folder of files. */
class ConfigurationFolderTest {
  private static final String WANTED =
      """
      kind: target
      name: hr
      identityProvider: corp
      connectorType: io.tessera.connector.sample
      settings: {url: "ldaps://directory.example.com", port: 636, password: {file: hr}}
      policyMap:
        user:
          - {attribute: sn, from: [name.familyName]}
          - {attribute: cn, from: [userName]}
      ---
      kind: identity-provider
      name: corp
      displayName: Corporation
      """;

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;
  private Path exported;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
    exported = folder.resolve("exported");
    Files.writeString(folder.resolve("hr"), "s3cret\n");
    Path file = Files.writeString(folder.resolve("wanted.yaml"), WANTED);
    assertThat(shell.run("apply", "-f", file.toString())).as(shell.err()).isZero();
    assertThat(shell.run("export", "--dir", exported.toString())).as(shell.err()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void each_thing_has_a_file_in_the_folder_of_its_kind_without_secrets() throws IOException {
    assertThat(exported.resolve("identity-provider/corp.yaml")).exists();
    assertThat(Files.readString(exported.resolve("target/hr.yaml")))
        .contains("file: ../secrets/hr.password")
        .doesNotContain("s3cret");
  }

  @Test
  void an_unchanged_export_shows_no_difference_and_is_written_the_same_again() throws IOException {
    Path file = exported.resolve("target/hr.yaml");
    String before = Files.readString(file);

    assertThat(shell.run("apply", "--diff", "--dir", exported.toString())).isZero();
    assertThat(shell.out()).isEmpty();
    assertThat(shell.run("apply", "--dir", exported.toString())).isZero();
    assertThat(shell.out()).contains("target hr unchanged");
    shell.run("export", "--dir", exported.toString());
    assertThat(file).hasContent(before);
  }

  @Test
  void differences_are_told_value_by_value_and_nothing_is_changed() throws IOException {
    Path file = exported.resolve("target/hr.yaml");
    Files.writeString(
        file, Files.readString(file).replace("636", "1636").replace("- userName", "- displayName"));

    assertThat(shell.run("apply", "--diff", "--detailed-exitcode", "--dir", exported.toString()))
        .isEqualTo(3);

    assertThat(shell.out())
        .isEqualTo(
            """
            target hr would be changed: policyMap, settings.port
              - policyMap.user[1].from: ["userName"]
              + policyMap.user[1].from: ["displayName"]
              - settings.port: 636
              + settings.port: 1636
            """);
    assertThat(server.target("hr").complex("settings").get("port")).contains(Value.Num.of(636));
    assertThat(shell.run("apply", "--dir", exported.toString())).isZero();
    assertThat(server.target("hr").complex("settings").get("port")).contains(Value.Num.of(1636));
  }

  @Test
  void what_is_named_and_is_nowhere_is_refused_before_anything_is_done() throws IOException {
    Path file = exported.resolve("target/hr.yaml");
    Files.writeString(
        file, Files.readString(file).replace("identityProvider: corp", "identityProvider: crop"));
    Files.writeString(
        exported.resolve("identity-provider/more.yaml"), "kind: identity-provider\nname: more\n");

    assertThat(shell.run("apply", "--dir", exported.toString())).isEqualTo(1);

    assertThat(shell.err()).contains("there is no identity-provider \"crop\"");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void a_file_of_what_the_server_does_not_have_is_told() throws IOException {
    Path other =
        Files.writeString(exported.resolve("target/old.yaml"), "kind: target\nname: old\n");

    assertThat(shell.run("export", "--dir", exported.toString())).isZero();

    assertThat(shell.err()).contains(other + " is of something that the server does not have");
    assertThat(other).exists();
  }

  @Test
  void names_that_are_no_file_names_are_written_in_another_way() throws Exception {
    ConfigurationFolder target = new ConfigurationFolder(exported);
    Attributes any = Attributes.builder().put("id", "x").build();

    assertThat(target.write(Desired.Kind.SCHEMA, "urn:example:Badge/..", any).getFileName())
        .hasToString("urn%3Aexample%3ABadge%2F...yaml");
    assertThat(target.write(Desired.Kind.SCHEMA, "..", any).getFileName()).hasToString("%2E..yaml");
  }
}

package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server, and as whom. */
class ProfileTest {
  @TempDir Path folder;
  private ServerDouble server;
  private Path password;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    password = Files.writeString(folder.resolve("password"), server.password() + "\n");
    shell = new Shell().with("XDG_CONFIG_HOME", folder.resolve("config").toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void addProfile(String name, String url) {
    assertThat(
            shell.run("profile", "add", name, "--url", url, "--password-file", password.toString()))
        .isZero();
  }

  @Test
  void the_first_profile_is_in_use_until_another_is_chosen() throws IOException {
    addProfile("here", server.url());
    addProfile("away", "http://127.0.0.1:1");
    assertThat(shell.run("idp", "list")).isZero();
    assertThat(shell.run("idp", "list", "--profile", "away")).isEqualTo(6);
    assertThat(shell.run("profile", "use", "away")).isZero();
    assertThat(shell.run("idp", "list")).isEqualTo(6);
    shell.with("TESSERA_PROFILE", "here");
    assertThat(shell.run("idp", "list")).isZero();
    assertThat(shell.run("profile", "list")).isZero();
    assertThat(shell.out()).contains(server.url()).doesNotContain(server.password());
    Path file = folder.resolve("config/tessera/profiles.yaml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().doesNotContain(server.password());
  }

  @Test
  void a_profile_in_use_sends_its_password_to_no_other_server() throws IOException {
    addProfile("away", "http://127.0.0.1:1");
    assertThat(shell.run("idp", "list", "--url", server.url())).isEqualTo(2);
    assertThat(shell.err()).contains("No password");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_data_directory_that_is_named_is_meant_rather_than_the_profile_in_use() {
    addProfile("here", server.url());
    shell.with("TESSERA_DATA_NAMED", "true").with("TESSERA_DATA", folder.toString());
    assertThat(shell.run("idp", "list")).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_profile_that_is_not_there_is_said_with_those_that_are() {
    addProfile("here", server.url());
    assertThat(shell.run("idp", "list", "--profile", "there")).isEqualTo(2);
    assertThat(shell.err()).contains("There is no profile there").contains("here");
    assertThat(shell.run("profile", "remove", "here")).isZero();
    assertThat(shell.run("profile", "remove", "here")).isEqualTo(2);
    assertThat(shell.run("profile", "add", "x")).isEqualTo(2);
    assertThat(shell.run("profile", "add", "x", "--url", "gopher:x")).isEqualTo(2);
  }

  @Test
  void a_token_signs_in_and_a_wrong_one_is_named() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), server.token() + "\n");
    shell.with("TESSERA_URL", server.url());
    assertThat(shell.run("idp", "list", "--token-file", token.toString())).isZero();
    Files.writeString(token, "another");
    assertThat(shell.run("idp", "list", "--token-file", token.toString())).isEqualTo(5);
    assertThat(shell.err()).contains("the token in " + token).doesNotContain("another");
  }

  @Test
  void a_service_provider_gets_itself_a_token() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), server.clientSecret());
    shell
        .with("TESSERA_URL", server.url())
        .with("TESSERA_CLIENT_ID", "feed")
        .with("TESSERA_CLIENT_SECRET_FILE", secret.toString());
    assertThat(shell.run("idp", "list")).isZero();
    Files.writeString(secret, "wrong");
    assertThat(shell.run("idp", "list")).isEqualTo(5);
    assertThat(shell.err()).contains("the secret of the client feed", "No such client.");
  }
}

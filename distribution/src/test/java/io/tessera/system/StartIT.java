package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {
  private static final int DATA_IN_USE = 4;
  private static final int PORT_TAKEN = 5;
  private static final int DATA_UNUSABLE = 7;
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

  @Test
  void a_port_that_is_taken_is_told_with_the_setting_that_chooses_another() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(tessera.httpsPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(tessera.launch().exitCode()).isEqualTo(PORT_TAKEN);
      assertThat(tessera.console())
          .contains(Integer.toString(taken.getLocalPort()), "TESSERA_HTTPS_PORT")
          .doesNotContain("Exception\n\tat");
    }
  }

  @Test
  void a_data_directory_has_one_server_at_a_time() throws Exception {
    tessera.start();
    try (TesseraServer second = TesseraServer.in(folder.resolve("second"))) {
      assertThat(second.onDataOf(tessera).launch().exitCode()).isEqualTo(DATA_IN_USE);
      assertThat(second.console()).contains(tessera.data().toString(), "TESSERA_DATA");
    }
    assertThat(tessera.scim().count()).isZero();
  }

  @Test
  void while_it_starts_it_says_later_and_never_that_a_user_does_not_exist() throws Exception {
    String id = tessera.start().scim().create(user("alice"));
    tessera.kill9();
    tessera.launch();

    List<Integer> seen = new ArrayList<>();
    Eventually.holds(
        Duration.ofSeconds(60),
        () -> {
          seen.add(tessera.http().get("/scim2/Users/" + id).status());
          assertThat(seen.get(seen.size() - 1)).isEqualTo(200);
        });

    assertThat(seen).isSubsetOf(503, 200);
  }

  @Test
  void a_deploy_directory_that_others_may_write_to_is_refused() throws Exception {
    Path deploy = Files.createDirectories(tessera.data().resolve("deploy"));
    Files.setPosixFilePermissions(deploy, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(tessera.launch().exitCode()).isEqualTo(DATA_UNUSABLE);
    assertThat(tessera.console()).contains(deploy.toString(), "chmod 700");
  }

  @Test
  void the_token_of_the_data_directory_makes_the_first_administrator_once() throws Exception {
    tessera.without("TESSERA_ADMIN_PASSWORD_FILE").start();
    Http stranger = tessera.http().anonymously();
    Path file = tessera.data().resolve("bootstrap-token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String token = Files.readString(file).strip();
    assertThat(tessera.http().get("/scim2/Users").status()).isEqualTo(503);
    assertThat(stranger.post("/api/v1/bootstrap", bootstrap("wrong")).status()).isEqualTo(403);

    assertThat(stranger.post("/api/v1/bootstrap", bootstrap(token)).status()).isEqualTo(204);

    assertThat(tessera.scim().count()).isZero();
    assertThat(file).doesNotExist();
    assertThat(stranger.post("/api/v1/bootstrap", bootstrap(token)).status()).isEqualTo(409);
    assertThat(tessera.console()).doesNotContain(token);
  }

  private String bootstrap(String token) {
    return Http.JSON
        .createObjectNode()
        .put("token", token)
        .put("password", tessera.admin().text())
        .toString();
  }

  @Test
  void it_runs_on_java_25_too() throws Exception {
    tessera.with("JAVA_HOME", Installed.java25().toString()).start();
    String id = tessera.scim().create(user("alice"));
    tessera.stop();
    tessera.start();
    assertThat(tessera.scim().get(id)).isPresent();
    assertThat(tessera.console()).contains("Tessera on Java 25");
  }

  @Test
  void what_was_written_before_an_orderly_stop_is_there_after_it() throws Exception {
    tessera.start();
    String id = tessera.scim().create(user("alice"));
    tessera.stop();
    assertThat(tessera.console()).as("an orderly stop").doesNotContain("ERROR", "Exception");
    tessera.start();
    assertThat(tessera.scim().get(id)).isPresent();
  }

  @Test
  void no_secret_lies_in_the_clear_below_the_data_directory() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"))) {
      tessera.start();
      String target =
          tessera
              .connections()
              .addTarget("directory", "io.tessera.connector.ldap", directory.settings());
      Secret own = Secret.in(folder.resolve("alices-password"));
      tessera.scim().create(user("alice").password(own.text()));
      Eventually.holds(() -> assertThat(directory.person("alice")).isPresent());
      assertThat(tessera.http().get("/api/v1/targets/" + target).text())
          .doesNotContain(directory.password());
      tessera.stop();

      assertThat(filesWith(tessera.admin().text())).isEmpty();
      assertThat(filesWith("admin:" + tessera.admin().text())).isEmpty();
      assertThat(filesWith(directory.password())).isEmpty();
      assertThat(filesWith(own.text())).isEmpty();
      assertThat(tessera.console())
          .doesNotContain(tessera.admin().text(), directory.password(), own.text());
    }
  }

  /** Files that hold a text as it is, in two bytes a character, or in Base64. */
  private List<Path> filesWith(String text) throws IOException {
    List<byte[]> forms =
        List.of(
            text.getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_16BE),
            Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8)));
    List<Path> holding = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(tessera.data())) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (byte[] form : forms) {
        if (content.contains(new String(form, StandardCharsets.ISO_8859_1))) {
          holding.add(file);
        }
      }
    }
    return holding;
  }
}

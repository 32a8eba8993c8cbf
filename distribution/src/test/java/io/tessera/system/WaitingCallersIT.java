package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that wait for a target, or whose change is kept only when a target has it. */
class WaitingCallersIT {
  private static final String LDAP = "io.tessera.connector.ldap";
  private static final String REPORT = "Tessera-Delivery";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void a_blocking_target_is_waited_for_and_never_silent() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      add(tessera, directory, Map.of("mode", "blocking", "waitSeconds", 2));

      Http.Answer done = create(tessera, "alice");

      assertThat(done.status()).isEqualTo(201);
      assertThat(done.headers().firstValue(REPORT)).contains("directory; state=done");
      assertThat(directory.person("alice")).isPresent();

      directory.stop();
      Http.Answer waiting = create(tessera, "bob");
      assertThat(waiting.status()).isEqualTo(201);
      assertThat(waiting.headers().firstValue(REPORT).orElseThrow())
          .startsWith("directory; state=waiting; detail=");
      directory.start();
      Eventually.holds(PATIENCE, () -> assertThat(directory.person("bob")).isPresent());
    }
  }

  @Test
  void what_a_required_target_does_not_take_is_not_kept() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      String target = add(tessera, directory, Map.of("mode", "require", "waitSeconds", 2));
      Http.Answer kept = create(tessera, "alice");
      assertThat(kept.status()).isEqualTo(201);
      assertThat(directory.person("alice")).isPresent();

      directory.stop();
      Http.Answer refused = create(tessera, "bob");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.json().path("detail").asText()).contains("target directory");
      assertThat(tessera.scim().count()).isEqualTo(1);

      directory.start();
      tessera.connections().awaitDelivered(target, PATIENCE);
      assertThat(directory.person("bob")).isEmpty();
      assertThat(create(tessera, "bob").status()).isEqualTo(201);
      assertThat(directory.person("bob")).isPresent();
    }
  }

  @Test
  void what_a_killed_server_asked_of_a_target_is_taken_back() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      String target = add(tessera, directory, Map.of("mode", "require", "waitSeconds", 5));
      directory.stop();
      Thread caller = new Thread(() -> createWithoutAnswer(tessera), "caller");
      caller.start();
      Eventually.holds(() -> assertThat(tessera.connections().waiting(target)).isEqualTo(1));
      tessera.kill9();
      caller.join();
      directory.start();
      tessera.start();

      // The directory gets what was asked, and loses it again.
      Eventually.holds(PATIENCE, () -> assertThat(directory.person("carol")).isPresent());
      assertThat(tessera.scim().count()).isZero();
      Eventually.holds(PATIENCE, () -> assertThat(directory.person("carol")).isEmpty());
      tessera.connections().awaitDelivered(target, PATIENCE);
    }
  }

  private static String add(
      TesseraServer tessera, Directory directory, Map<String, Object> delivery) throws IOException {
    return tessera
        .connections()
        .tryToAdd("directory", LDAP, directory.settings(), delivery)
        .successful()
        .id();
  }

  private static Http.Answer create(TesseraServer tessera, String name) throws IOException {
    return tessera.http().post("/scim2/Users", user(name).json());
  }

  /** The server is killed before it answers. */
  private static void createWithoutAnswer(TesseraServer tessera) {
    try {
      create(tessera, "carol");
    } catch (IOException | AssertionError killed) {
      // as intended
    }
  }
}

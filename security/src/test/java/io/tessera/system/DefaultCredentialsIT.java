package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand pairs that attackers try first. The servers do not throttle here: each pair is refused
 * because it is wrong, not because it comes too late.
 */
class DefaultCredentialsIT {
  private static final List<String> NAMES =
      List.of(
          "admin",
          "administrator",
          "root",
          "tessera",
          "system",
          "sysadmin",
          "superuser",
          "user",
          "test",
          "guest",
          "demo",
          "scim",
          "service",
          "provisioning",
          "idm",
          "iam",
          "operator",
          "manager",
          "support",
          "karaf",
          "sa",
          "postgres",
          "app",
          "anonymous",
          "PRIMARY/admin");

  private static final List<String> PASSWORDS =
      List.of(
          "",
          "{name}",
          "{name}123",
          "{name}1",
          "admin",
          "admin1",
          "admin123",
          "admin@123",
          "Admin123!",
          "administrator",
          "password",
          "Password1",
          "Password1!",
          "password123",
          "passw0rd",
          "P@ssw0rd",
          "P@ssw0rd1",
          "pass",
          "secret",
          "changeit",
          "changeme",
          "ChangeMe123",
          "default",
          "welcome",
          "Welcome1",
          "letmein",
          "qwerty",
          "qwerty123",
          "123456",
          "12345678",
          "123456789",
          "1234",
          "111111",
          "abc123",
          "iloveyou",
          "root",
          "toor",
          "test",
          "tessera",
          "bootstrap");

  private static final List<String> DOORS =
      List.of("/scim2/Users", "/api/v1/me", "/wso2/scim/Users", "/scim2/Me");

  private static final int AT_ONCE = 2;

  @Test
  void there_are_a_thousand_pairs() {
    assertThat(pairs()).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  @ExtendWith(AttackedServer.class)
  void none_opens_a_server_with_an_administrator(TesseraServer tessera) throws Exception {
    assertThat(statuses(tessera)).containsOnly(401).hasSize(pairs().size());
  }

  @Test
  void none_opens_a_fresh_server_without_one(@TempDir Path folder) throws Exception {
    try (TesseraServer tessera = AttackedServer.unthrottled(folder.resolve("tessera"))) {
      tessera.without("TESSERA_ADMIN_PASSWORD_FILE").start();
      assertThat(statuses(tessera)).containsOnly(503).hasSize(pairs().size());
    }
  }

  private static List<Integer> statuses(TesseraServer tessera) throws Exception {
    List<Callable<Integer>> tries = new ArrayList<>();
    List<String> pairs = pairs();
    for (int i = 0; i < pairs.size(); i++) {
      String door = DOORS.get(i % DOORS.size());
      String pair = pairs.get(i);
      tries.add(() -> status(tessera, door, pair));
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(tries)) {
        statuses.add(status.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  private static int status(TesseraServer tessera, String door, String pair) throws IOException {
    String authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return tessera
        .http()
        .anonymously()
        .send("GET", door, "", "Authorization", authorization)
        .status();
  }

  private static List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    for (String name : NAMES) {
      for (String password : PASSWORDS) {
        String pair = name + ":" + password.replace("{name}", name);
        pairs.add(pairs.contains(pair) ? pair + "!" : pair);
      }
    }
    return pairs;
  }
}

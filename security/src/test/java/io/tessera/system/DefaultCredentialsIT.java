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
 * A thousand pairs that attackers try first. The servers do not throttle the address they come from
 * here, and locks of accounts are lifted in time: each pair is refused because it is wrong, not
 * because there were too many before it.
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

  /** Each password costs a slow hash; of the other names there is no principal anyway. */
  private static final List<String> LIKELY = List.of("admin", "administrator", "root");

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

  /** The fifth wrong password locks an account. */
  private static final int BEFORE_LOCK = 4;

  @Test
  void there_are_a_thousand_pairs() {
    assertThat(pairs()).hasSize(1_000);
    assertThat(pairs().stream().distinct()).hasSizeGreaterThan(950);
  }

  @Test
  @ExtendWith(AttackedServer.class)
  void none_of_the_likely_ones_opens_a_server_with_an_administrator(TesseraServer tessera)
      throws Exception {
    tessera.http().get("/api/v1/me").successful();
    assertThat(statuses(tessera, LIKELY)).containsOnly(401).hasSize(LIKELY.size() * 40);
  }

  @Test
  void none_opens_a_fresh_server_without_one(@TempDir Path folder) throws Exception {
    try (TesseraServer tessera = AttackedServer.unthrottled(folder.resolve("tessera"))) {
      tessera.without("TESSERA_ADMIN_PASSWORD_FILE").start();
      assertThat(statuses(tessera, NAMES)).containsOnly(503).hasSize(1_000);
    }
  }

  private static List<Integer> statuses(TesseraServer tessera, List<String> of) throws Exception {
    List<Callable<List<Integer>>> names = new ArrayList<>();
    for (String name : of) {
      names.add(() -> statuses(tessera, name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> some : threads.invokeAll(names)) {
        statuses.addAll(some.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  /** All passwords with one name; before the account is locked, the wrong ones are forgotten. */
  private static List<Integer> statuses(TesseraServer tessera, String name) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < PASSWORDS.size(); i++) {
      String pair = pair(name, PASSWORDS.get(i));
      statuses.add(status(tessera, DOORS.get(i % DOORS.size()), pair));
      if (i % BEFORE_LOCK == BEFORE_LOCK - 1) {
        tessera.http().post("/api/v1/sign-in-locks/lift", "{\"account\":\"" + name + "\"}");
      }
    }
    return statuses;
  }

  private static int status(TesseraServer tessera, String door, String pair) throws IOException {
    String authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return tessera
        .http()
        .anonymously()
        .send("GET", door, "", "Authorization", authorization)
        .status();
  }

  private static String pair(String name, String password) {
    return name + ":" + password.replace("{name}", name);
  }

  private static List<String> pairs() {
    return NAMES.stream()
        .flatMap(name -> PASSWORDS.stream().map(password -> pair(name, password)))
        .toList();
  }
}

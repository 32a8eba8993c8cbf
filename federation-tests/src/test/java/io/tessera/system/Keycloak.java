package io.tessera.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keycloak as it is released, started on a free port of the loopback address with an empty database
 * in memory, one realm from a file that is generated, and passwords nobody knows. Two minutes to
 * start on a small machine.
 */
final class Keycloak implements AutoCloseable {
  static final String REALM = "tests";

  private static final int MINUTES = 8;
  private static final int SECONDS_TO_STOP = 30;
  private static final int LAST_LINES = 40;

  private final Process process;
  private final int port;
  private final String administrator = UUID.randomUUID().toString();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final Deque<String> log = new ArrayDeque<>();
  private volatile boolean started;

  private Keycloak(Path home, Map<String, Object> realm) throws IOException {
    this.port = freePort();
    Path imports = Files.createDirectories(home.resolve("data/import"));
    new ObjectMapper().writeValue(imports.resolve(REALM + "-realm.json").toFile(), realm);
    ProcessBuilder command =
        new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port)
            .redirectErrorStream(true);
    Map<String, String> environment = command.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_APPEND", "-Xmx512m");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", administrator);
    process = command.start();
    Thread reader = new Thread(this::read, "keycloak-log");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it and waits for it.
   *
   * @param realm as its export format has it; its name is {@link #REALM}
   */
  static Keycloak start(Map<String, Object> realm) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("keycloak.home", "target/keycloak"));
    Keycloak keycloak = new Keycloak(home, realm);
    if (!keycloak.settled.await(MINUTES, TimeUnit.MINUTES) || !keycloak.started) {
      String last = keycloak.lastLines();
      keycloak.close();
      throw new IOException("Keycloak did not start:\n" + last);
    }
    return keycloak;
  }

  /** What the realm calls itself. */
  String issuer() {
    return base() + "/realms/" + REALM;
  }

  String base() {
    return "http://127.0.0.1:" + port;
  }

  /** The password of {@code admin}. */
  String administrator() {
    return administrator;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.contains(" started in ")) {
          started = true;
          settled.countDown();
        }
      }
    } catch (IOException stopped) {
      keep(String.valueOf(stopped.getMessage()));
    } finally {
      settled.countDown();
    }
  }

  private synchronized void keep(String line) {
    log.addLast(line);
    if (log.size() > LAST_LINES) {
      log.removeFirst();
    }
  }

  private synchronized String lastLines() {
    return String.join("\n", log);
  }

  /** The script and the Java that it has started. */
  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException stopping) {
      all.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

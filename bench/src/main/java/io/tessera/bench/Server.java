package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** The distribution as a process of its own, on a data directory that goes with it. */
final class Server implements AutoCloseable {
  private static final long START_SECONDS = 90;
  private static final long STOP_SECONDS = 60;
  private static final long POLL_MILLIS = 5;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path home;
  private final Path folder;
  private final boolean kept;
  private final Map<String, String> environment;
  private final String authorization;
  private final int httpPort = Ports.free();
  private final int httpsPort = Ports.free();
  private @Nullable Process process;

  private Server(
      Path home, Path folder, boolean kept, Map<String, String> environment, String password) {
    this.home = home;
    this.folder = folder;
    this.kept = kept;
    this.environment = environment;
    String credentials = "admin:" + password;
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param environment settings besides data directory, ports and password
   */
  static Server start(Path home, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(home, Files.createTempDirectory("tessera-bench"), false, environment);
  }

  /** Starts one on a folder that stays, with what an earlier one left there. */
  static Server startIn(Path folder, Path home, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(home, Files.createDirectories(folder), true, environment);
  }

  private static Server start(Path home, Path folder, boolean kept, Map<String, String> environment)
      throws IOException, InterruptedException {
    Server server = new Server(home, folder, kept, environment, password(folder));
    server.start();
    return server;
  }

  private static String password(Path folder) throws IOException {
    Path file = folder.resolve("password");
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().encodeToString(random);
    Files.writeString(Files.createFile(file, OWNER_ONLY), password);
    return password;
  }

  /**
   * Starts the process, again after {@link #stop}.
   *
   * @return milliseconds until it was ready
   */
  long start() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/tessera").toString(), "run");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile()))
        .environment()
        .putAll(environment);
    builder.environment().put("TESSERA_DATA", folder.resolve("data").toString());
    builder.environment().put("TESSERA_HTTP_PORT", Integer.toString(httpPort));
    builder.environment().put("TESSERA_HTTPS_PORT", Integer.toString(httpsPort));
    builder.environment().put("TESSERA_ADMIN_PASSWORD_FILE", folder.resolve("password").toString());
    long before = System.nanoTime();
    Process started = builder.start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "end-server"));
    long deadline = before + SECONDS.toNanos(START_SECONDS);
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        String console = Files.readString(consoleFile().toPath());
        close();
        throw new IOException("the server did not become ready:\n" + console);
      }
      MILLISECONDS.sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - before) / 1_000_000;
  }

  private File consoleFile() {
    return folder.resolve("console.log").toFile();
  }

  private boolean isReady() {
    try (HttpConnection connection = connect()) {
      return connection
              .exchange(HttpConnection.request("GET", "/health/ready", authorization, ""))
              .status()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Process process() {
    return Objects.requireNonNull(process, "never started");
  }

  long pid() {
    return process().pid();
  }

  String authorization() {
    return authorization;
  }

  int httpsPort() {
    return httpsPort;
  }

  Path certificate() {
    return folder.resolve("data/tls/server.crt");
  }

  HttpConnection connect() throws IOException {
    return new HttpConnection(SocketFactory.getDefault(), httpPort);
  }

  /** One request that must succeed. */
  HttpConnection.Answer call(String method, String path, String body) throws IOException {
    try (HttpConnection connection = connect()) {
      HttpConnection.Answer answer =
          connection.exchange(HttpConnection.request(method, path, authorization, body));
      if (answer.status() >= 300) {
        throw new IOException(method + " " + path + ": " + answer.status() + " " + answer.body());
      }
      return answer;
    }
  }

  /** Lets it end by itself. */
  void stop() throws InterruptedException {
    Process process = process();
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      endGently();
      return;
    }
    process().destroyForcibly().onExit().join();
    Folders.delete(folder);
  }

  private void endGently() {
    try {
      stop();
    } catch (InterruptedException stopping) {
      process().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Where its data lies. */
  Path data() {
    return folder.resolve("data");
  }
}

package io.tessera.system;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One server: a data directory, ports, and the process that is started on them, killed and started
 * again. Whatever happens, {@link #close} ends the process.
 */
final class TesseraServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 60;

  private final Path folder;
  private Secret admin;
  private final int httpPort = Ports.free();
  private final int httpsPort = Ports.free();
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private Path data;
  private @Nullable Process process;

  private TesseraServer(Path folder, Secret admin) {
    this.folder = folder;
    this.admin = admin;
    this.data = folder.resolve("data");
  }

  /** A server that has never run. It ships with the connectors unless told otherwise. */
  static TesseraServer in(Path folder) throws IOException {
    Files.createDirectories(folder);
    TesseraServer server = new TesseraServer(folder, Secret.in(folder.resolve("admin-password")));
    server.environment.put("TESSERA_FEATURES", "connectors");
    server.environment.put("TESSERA_ADMIN_PASSWORD_FILE", server.admin.file().toString());
    return server;
  }

  TesseraServer with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Keeps its data there instead of in its own Derby. */
  TesseraServer on(PostgresServer postgres) {
    return with("TESSERA_JDBC_URL", postgres.url())
        .with("TESSERA_JDBC_USER", postgres.user())
        .with("TESSERA_JDBC_PASSWORD_FILE", postgres.passwordFile().toString());
  }

  TesseraServer without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Is another node of the same server: it has the same administrator. */
  TesseraServer knowing(TesseraServer other) {
    admin = other.admin();
    return with("TESSERA_ADMIN_PASSWORD_FILE", admin.file().toString());
  }

  /** Works on the data directory of another. */
  TesseraServer onDataOf(TesseraServer other) {
    data = other.data();
    return this;
  }

  /** Starts the process and returns when every door answers. */
  TesseraServer start() throws IOException {
    launch();
    awaitReady();
    return this;
  }

  /** Starts the process only. */
  TesseraServer launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.command().toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile().toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TESSERA_"));
    builder.environment().putAll(environment);
    builder.environment().put("TESSERA_DATA", data().toString());
    builder.environment().put("TESSERA_HTTP_PORT", Integer.toString(httpPort));
    builder.environment().put("TESSERA_HTTPS_PORT", Integer.toString(httpsPort));
    Process started = builder.start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "end-server"));
    return this;
  }

  void awaitReady() {
    Eventually.holds(
        START,
        () -> {
          if (!process().isAlive()) {
            throw new EndedException("the server ended while starting:\n" + console());
          }
          if (status("/health/ready") != 200) {
            throw new AssertionError("not ready; it says:\n" + console());
          }
        });
  }

  /** No use in waiting longer. */
  private static final class EndedException extends Error {
    private static final long serialVersionUID = 1L;

    EndedException(String message) {
      super(message);
    }
  }

  private int status(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5)).GET().build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** SIGKILL: nothing is written, flushed or said goodbye to. */
  void kill9() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /** SIGSTOP: it does nothing any more, and does not know it. */
  void stall() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  void wakeUp() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(pid());
    if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
      throw new IOException("kill -" + name + " " + pid + " failed");
    }
  }

  long pid() {
    return process().pid();
  }

  /** SIGTERM, and waits until it has ended. */
  void stop() throws InterruptedException {
    process().destroy();
    if (!process().waitFor(STOP_SECONDS, SECONDS)) {
      throw new AssertionError("the server has not stopped; it says:\n" + console());
    }
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   */
  int exitCode() throws InterruptedException {
    if (!process().waitFor(START.toSeconds(), SECONDS)) {
      throw new AssertionError("the server still runs; it says:\n" + console());
    }
    return process().exitValue();
  }

  /** Administrators' and provisioning clients' requests, signed in as admin. */
  Http http() {
    return new Http(client, uri(""), "admin", admin.text());
  }

  Scim scim() {
    return new Scim(http());
  }

  Connections connections() {
    return new Connections(http());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  int httpPort() {
    return httpPort;
  }

  int httpsPort() {
    return httpsPort;
  }

  Secret admin() {
    return admin;
  }

  Path data() {
    return data;
  }

  /** What it printed. */
  String console() {
    try {
      return Files.exists(consoleFile()) ? Files.readString(consoleFile()) : "";
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /** Writes a line to its standard input. */
  void type(String line) throws IOException {
    OutputStream input = process().getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Nobody will type any more. */
  void endInput() throws IOException {
    process().getOutputStream().close();
  }

  private Path consoleFile() {
    return folder.resolve("console.log");
  }

  /** Copies a jar into the folder of hot deployment, as {@code cp} does. */
  Path deploy(Path jar) throws IOException {
    return Files.copy(
        jar,
        data().resolve("deploy").resolve(jar.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Process process() {
    return Objects.requireNonNull(process, "the server was never started");
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}

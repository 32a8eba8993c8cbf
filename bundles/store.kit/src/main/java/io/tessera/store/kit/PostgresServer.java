package io.tessera.store.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own, from the programs installed on this machine, on a free loopback
 * port, with a new empty database and a password made at run time. Where we are root it runs as the
 * user {@code postgres}, because PostgreSQL refuses root.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "tessera";
  private static final long PATIENCE_SECONDS = 60;
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path home;
  private final Path passwordFile;
  private final int port;

  private PostgresServer(Path programs, Path home, int port) {
    this.programs = programs;
    this.home = home;
    this.passwordFile = home.resolve("password");
    this.port = port;
  }

  /** The folder with the programs: Debian's newest, else the one on the PATH. */
  public static Optional<Path> programs() {
    try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
      Stream<Path> path =
          Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
      return Stream.concat(
              versions.map(v -> v.resolve("bin")).sorted(Comparator.reverseOrder()), path)
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Starts a server that is ready for connections. Durable as PostgreSQL is by default.
   *
   * @throws IllegalStateException there are no programs; see {@link #programs}
   */
  public static PostgresServer start() {
    Path programs =
        programs().orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed"));
    try {
      PostgresServer server =
          new PostgresServer(programs, Files.createTempDirectory("tessera-pg"), freePort());
      server.create();
      server.resume();
      server.run(
          "createdb",
          "-h",
          server.home.toString(),
          "-p",
          String.valueOf(server.port),
          "-U",
          USER,
          "tessera");
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/tessera";
  }

  public String user() {
    return USER;
  }

  /** Holds nothing but the password. */
  public Path passwordFile() {
    return passwordFile;
  }

  /** Pulls the plug: what was not committed is lost, connections break. */
  public void kill() {
    control("stop", "-m", "immediate");
  }

  /** Starts it again on the same data and port. */
  public void resume() {
    control(
        "start",
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + home);
  }

  @Override
  public void close() {
    if (Files.exists(home.resolve("data/postmaster.pid"))) {
      kill();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void create() throws IOException {
    byte[] password = new byte[16];
    new SecureRandom().nextBytes(password);
    Files.writeString(passwordFile, HexFormat.of().formatHex(password));
    Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      execute(List.of("chown", "-R", "postgres", home.toString()));
    }
    run(
        "initdb",
        "-D",
        home.resolve("data").toString(),
        "-U",
        USER,
        "--pwfile",
        passwordFile.toString(),
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "-E",
        "UTF8",
        "--no-instructions");
  }

  private void control(String verb, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("-D", home.resolve("data").toString(), "-w", "-l", home + "/log", verb));
    all.addAll(List.of(options));
    run("pg_ctl", all.toArray(String[]::new));
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    execute(command);
  }

  private void execute(List<String> command) {
    Path output = home.resolve("output-" + System.nanoTime());
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

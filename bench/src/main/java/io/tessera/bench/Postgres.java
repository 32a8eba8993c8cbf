package io.tessera.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server from the installed binaries, durable, for one run. */
final class Postgres implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final String USER = "tessera";
  private final Path binaries;
  private final Path folder;
  private final boolean kept;
  private final int port;

  private Postgres(Path binaries, Path folder, boolean kept, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.kept = kept;
    this.port = port;
  }

  /** Where the newest installed binaries are. */
  static Optional<Path> installed() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.map(v -> v.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  static Postgres start(Path binaries) throws IOException, InterruptedException {
    return start(binaries, Files.createTempDirectory("tessera-bench-pg"), false);
  }

  /** Starts one on a folder that stays, with what an earlier one left there. */
  static Postgres startIn(Path folder, Path binaries) throws IOException, InterruptedException {
    return start(binaries, Files.createDirectories(folder), true);
  }

  private static Postgres start(Path binaries, Path folder, boolean kept)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(binaries, folder, kept, Ports.free());
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    Path data = folder.resolve("data");
    if (!Files.exists(data)) {
      postgres.asOwner("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8");
    }
    postgres.asOwner(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p " + postgres.port + " -c listen_addresses=127.0.0.1 -k " + folder,
        "start");
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::closeIfLeft, "end-postgres"));
    return postgres;
  }

  /** What the server needs to use it. Trusts every local user, so there is no password. */
  Map<String, String> environment() {
    return Map.of(
        "TESSERA_JDBC_URL",
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "TESSERA_JDBC_USER",
        USER);
  }

  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
  }

  private void asOwner(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tessera-bench", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + " failed: " + Files.readString(output));
      }
    } finally {
      Files.delete(output);
    }
  }

  /** The run was broken off. */
  private void closeIfLeft() {
    try {
      if (Files.exists(data().resolve("postmaster.pid"))) {
        close();
      }
    } catch (IOException stays) {
      System.err.println("PostgreSQL in " + folder + " was left behind: " + stays);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      String how = kept ? "fast" : "immediate";
      asOwner("pg_ctl", "-D", data().toString(), "-m", how, "stop");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    if (!kept) {
      Folders.delete(folder);
    }
  }

  /** Where its data lies. */
  Path data() {
    return folder.resolve("data");
  }
}

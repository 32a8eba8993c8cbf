package io.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a scenario measures: a server on one of the databases. */
final class Rig implements AutoCloseable {
  /** Where the server keeps its data. */
  enum Database {
    DERBY,
    POSTGRESQL;

    String label() {
      return this == DERBY ? "Derby" : "PostgreSQL";
    }
  }

  private final @Nullable Postgres postgres;
  private final Server server;

  private Rig(@Nullable Postgres postgres, Server server) {
    this.postgres = postgres;
    this.server = server;
  }

  static Rig start(Path home, Database database) throws IOException, InterruptedException {
    return start(home, database, Optional.empty());
  }

  /**
   * Starts a server on its database.
   *
   * @param data where both are kept for the next run; empty to forget them
   */
  static Rig start(Path home, Database database, Optional<Path> data)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("TESSERA_FEATURES", "connectors");
    Optional<Path> folder = data.map(d -> d.resolve(database.name().toLowerCase(Locale.ROOT)));
    if (database == Database.DERBY) {
      return new Rig(null, server(home, folder, environment));
    }
    Path binaries =
        Postgres.installed()
            .orElseThrow(() -> new IOException("PostgreSQL is not installed; try: --db derby"));
    Postgres postgres =
        folder.isPresent()
            ? Postgres.startIn(folder.get().resolve("database"), binaries)
            : Postgres.start(binaries);
    try {
      environment.putAll(postgres.environment());
      return new Rig(postgres, server(home, folder, environment));
    } catch (IOException | InterruptedException failed) {
      postgres.close();
      throw failed;
    }
  }

  private static Server server(Path home, Optional<Path> folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    return folder.isPresent()
        ? Server.startIn(folder.get().resolve("server"), home, environment)
        : Server.start(home, environment);
  }

  /** What the database weighs, its log included, in MiB. */
  long databaseMiB() throws IOException {
    return Folders.sizeMiB(postgres == null ? server.data() : postgres.data());
  }

  Server server() {
    return server;
  }

  /** CPU seconds of the database's own processes; 0 for the embedded one. */
  double databaseCpu() throws IOException {
    return postgres == null ? 0 : Processes.cpuWithChildren(postgres.pid());
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}

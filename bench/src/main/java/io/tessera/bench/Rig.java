package io.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    Map<String, String> environment = new HashMap<>();
    environment.put("TESSERA_FEATURES", "connectors");
    if (database == Database.DERBY) {
      return new Rig(null, Server.start(home, environment));
    }
    Path binaries =
        Postgres.installed()
            .orElseThrow(() -> new IOException("PostgreSQL is not installed; try: -db derby"));
    Postgres postgres = Postgres.start(binaries);
    try {
      environment.putAll(postgres.environment());
      return new Rig(postgres, Server.start(home, environment));
    } catch (IOException | InterruptedException failed) {
      postgres.close();
      throw failed;
    }
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

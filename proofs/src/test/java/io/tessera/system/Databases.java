package io.tessera.system;

import io.tessera.store.kit.PostgresServer;
import java.nio.file.Files;

/** Databases that end with the proofs, even when those are interrupted. */
final class Databases {
  private Databases() {}

  static PostgresServer postgres() {
    PostgresServer server = Installed.startedPostgres();
    Thread end =
        new Thread(
            () -> {
              if (Files.exists(server.passwordFile())) {
                server.close();
              }
            },
            "end-postgres");
    Runtime.getRuntime().addShutdownHook(end);
    return server;
  }
}

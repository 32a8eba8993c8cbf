package io.tessera.system;

import io.tessera.store.kit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at random instants while clients write; afterwards every acknowledged write
 * is in the store and in the target, each once and in order.
 */
class KillsIT {
  private static final int CLIENTS = 4;
  private static final int LONGEST_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private final Random random = new Random();
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  @Test
  void killed_servers_on_derby_lose_and_double_nothing() throws Exception {
    prove(TesseraServer.in(folder.resolve("tessera")), Form.trials(3, 100), "Derby");
  }

  @Test
  void killed_servers_on_postgresql_lose_and_double_nothing() throws Exception {
    try (PostgresServer postgres = Databases.postgres()) {
      prove(
          TesseraServer.in(folder.resolve("tessera")).on(postgres),
          Form.trials(2, 100),
          "PostgreSQL");
    }
  }

  private void prove(TesseraServer server, int kills, String database) throws Exception {
    Instant begin = Instant.now();
    try (TesseraServer tessera = server.start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      // An orderly stop leaves the archive of classes that later starts are quicker with.
      tessera.stop();
      tessera.start();
      String target =
          tessera
              .connections()
              .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
      for (int kill = 0; kill < kills; kill++) {
        writeUntilKilled(tessera, kill);
        tessera.start();
        accounting.settle(tessera);
      }
      tessera.connections().awaitDelivered(target, PATIENCE);
      new Figures(
              "P1 P2 P3 P4 P14",
              "server killed (SIGKILL) at random instants under load, " + database,
              kills,
              ledger.acknowledgements(),
              accounting
                  .store(tessera)
                  .plus(accounting.directory(directory))
                  .plus(accounting.journal(tessera)),
              Duration.between(begin, Instant.now()),
              ledger.entries().size() + " users")
          .tell();
    }
  }

  private void writeUntilKilled(TesseraServer tessera, int kill) throws Exception {
    try (Writers writers =
        Writers.started(List.of(tessera), ledger, "k" + kill, CLIENTS, Duration.ZERO)) {
      writers.awaitMore(1);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
      tessera.kill9();
      writers.stop();
    }
  }
}

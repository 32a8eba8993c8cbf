package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

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
 * PostgreSQL is stopped hard while clients write, and started again: they are refused quickly, the
 * server resumes by itself, nothing acknowledged is lost.
 */
class DatabaseStopsIT {
  private static final int CLIENTS = 4;
  private static final int LONGEST_MILLIS = 3_000;
  private static final int QUICKLY_MILLIS = 10_000;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private final Random random = new Random();
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  private int refusals;
  private long slowestMillis;
  private Duration slowestResumption = Duration.ZERO;
  @TempDir Path folder;

  @Test
  void a_database_that_stops_hard_loses_nothing_and_is_taken_up_again() throws Exception {
    Instant begin = Instant.now();
    int stops = Form.trials(3, 50);
    try (PostgresServer postgres = Databases.postgres();
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).on(postgres).start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      String target =
          tessera
              .connections()
              .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
      for (int stop = 0; stop < stops; stop++) {
        stopAndStart(tessera, postgres, stop);
        accounting.settle(tessera);
      }
      tessera.connections().awaitDelivered(target, PATIENCE);
      new Figures(
              "P10",
              "PostgreSQL stopped hard (immediate) under load and started",
              stops,
              ledger.acknowledgements(),
              accounting.store(tessera).plus(accounting.directory(directory)),
              Duration.between(begin, Instant.now()),
              refusals
                  + " requests refused with 503, the slowest after "
                  + slowestMillis
                  + " ms; writing again within "
                  + slowestResumption.toMillis()
                  + " ms of the database")
          .tell();
    }
  }

  private void stopAndStart(TesseraServer tessera, PostgresServer postgres, int stop)
      throws Exception {
    try (Writers writers = Writers.started(List.of(tessera), ledger, "d" + stop, CLIENTS, PACE)) {
      writers.awaitMore(20 + random.nextInt(100));
      postgres.kill();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
      Eventually.holds(
          () -> assertThat(tessera.http().get("/health/ready").status()).isEqualTo(503));
      postgres.resume();
      Instant back = Instant.now();
      writers.awaitMore(20);
      Duration resumption = Duration.between(back, Instant.now());
      writers.stop();
      assertThat(writers.refusals()).containsOnlyKeys(503);
      assertThat(writers.unanswered()).as("requests without an answer").isZero();
      assertThat(writers.slowestRefusalMillis()).isLessThan(QUICKLY_MILLIS);
      refusals += writers.refusals().get(503);
      slowestMillis = Math.max(slowestMillis, writers.slowestRefusalMillis());
      slowestResumption =
          resumption.compareTo(slowestResumption) > 0 ? resumption : slowestResumption;
    }
  }
}

package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes share the lanes of one PostgreSQL. One is stopped in its tracks for longer than a lease
 * and wakes up without knowing; or dies. The other takes over. Calls that were on their way when
 * the node stopped come late, one for each thread at most; what they did is set right.
 */
class StallsIT {
  private static final int CLIENTS = 6;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  /** The lease of thirty seconds, and some. */
  private static final Duration STALL = Duration.ofSeconds(34);

  /** How many calls a node makes to a target at once, unless told otherwise. */
  private static final int CALLS_AT_ONCE = 8;

  private final Random random = new Random();
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  /** What happens to a node. */
  private interface Misfortune {
    void strike(TesseraServer node) throws Exception;
  }

  @Test
  void a_node_stalled_past_its_leases_overwrites_nothing_when_it_wakes_up() throws Exception {
    prove(
        "P12 P14",
        "one of two nodes stopped (SIGSTOP) for longer than the lease, and continued",
        Form.trials(1, 50),
        node -> {
          node.stall();
          TimeUnit.NANOSECONDS.sleep(STALL.toNanos());
          node.wakeUp();
        });
  }

  @Test
  void a_node_that_dies_leaves_its_lanes_to_the_other() throws Exception {
    assumeTrue(Form.isLong(), "in the long form only");
    prove(
        "P1 P2 P3 P4 P14",
        "one of two nodes killed (SIGKILL), and started again after the lease",
        Form.trials(1, 20),
        node -> {
          node.kill9();
          TimeUnit.NANOSECONDS.sleep(STALL.toNanos());
          node.start();
        });
  }

  private void prove(String promise, String tried, int trials, Misfortune misfortune)
      throws Exception {
    Instant begin = Instant.now();
    try (PostgresServer postgres = Databases.postgres();
        TesseraServer first = TesseraServer.in(folder.resolve("first")).on(postgres).start();
        TesseraServer second = sharing(first, postgres).start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      String target =
          first
              .connections()
              .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
      for (int trial = 0; trial < trials; trial++) {
        boolean even = trial % 2 == 0;
        try (Writers writers =
            Writers.started(List.of(first, second), ledger, "t" + trial, CLIENTS, PACE)) {
          writers.awaitMore(50 + random.nextInt(150));
          misfortune.strike(even ? second : first);
          writers.awaitMore(50);
          writers.stop();
        }
        accounting.settle(first);
      }
      first.connections().awaitDelivered(target, PATIENCE);
      Balance held = accounting.directory(directory);
      int late = held.disordered().size() + held.doubled().size();
      assertThat(late).as("late calls").isLessThanOrEqualTo(trials * CALLS_AT_ONCE);
      new Figures(
              promise,
              tried,
              trials,
              ledger.acknowledgements(),
              accounting.store(second).plus(held.setRight()).plus(accounting.journal(second)),
              Duration.between(begin, Instant.now()),
              ledger.entries().size() + " users, " + late + " late calls set right")
          .tell();
    }
  }

  /** A second node: the same database, the same key for its secrets, the same administrator. */
  private TesseraServer sharing(TesseraServer first, PostgresServer postgres) throws IOException {
    Path keys = folder.resolve("second/data/keys");
    Files.createDirectories(
        keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> all = Files.list(first.data().resolve("keys"))) {
      for (Path key : all.toList()) {
        Files.copy(key, keys.resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return TesseraServer.in(folder.resolve("second")).on(postgres).knowing(first);
  }
}

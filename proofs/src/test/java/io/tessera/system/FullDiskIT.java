package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk with the whole data directory is filled while clients write: they are refused clearly,
 * the server resumes by itself when there is room again, and nothing is corrupt.
 */
class FullDiskIT {
  private static final int CLIENTS = 4;
  private static final int SIZE_MEBIBYTES = 192;
  private static final Set<Integer> CLEAR = Set.of(503, 507);
  private static final Duration PACE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  private final Map<Integer, Integer> refusals = new TreeMap<>();
  private Duration slowestResumption = Duration.ZERO;
  @TempDir Path folder;

  @Test
  void a_full_disk_is_told_loses_nothing_and_is_forgotten_when_there_is_room_again()
      throws Exception {
    Instant begin = Instant.now();
    int fillings = Form.trials(1, 20);
    Optional<SmallDisk> mounted = SmallDisk.mounted(folder.resolve("tessera/data"), SIZE_MEBIBYTES);
    assumeTrue(mounted.isPresent(), "a tmpfs cannot be mounted here; that needs root");
    try (SmallDisk disk = mounted.orElseThrow();
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      String target =
          tessera
              .connections()
              .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
      for (int filling = 0; filling < fillings; filling++) {
        fillAndMakeRoom(tessera, disk, filling);
        accounting.settle(tessera);
      }
      tessera.connections().awaitDelivered(target, PATIENCE);
      Balance before = accounting.store(tessera).plus(accounting.directory(directory));
      tessera.stop();
      tessera.start();
      new Figures(
              "P9",
              "the disk with the data directory filled under load, Derby",
              fillings,
              ledger.acknowledgements(),
              before.plus(accounting.store(tessera)),
              Duration.between(begin, Instant.now()),
              "refused by status "
                  + refusals
                  + "; writing again within "
                  + slowestResumption.toMillis()
                  + " ms of there being room; the same after a restart")
          .tell();
    }
  }

  /** What the server says of what it did not expect. */
  private static String failures(TesseraServer tessera) {
    return tessera
        .console()
        .lines()
        .filter(line -> line.contains("Exception"))
        .distinct()
        .limit(20)
        .collect(Collectors.joining("\n"));
  }

  private void fillAndMakeRoom(TesseraServer tessera, SmallDisk disk, int filling)
      throws Exception {
    try (Writers writers =
        Writers.started(List.of(tessera), ledger, "f" + filling, CLIENTS, PACE)) {
      writers.awaitMore(50);
      Eventually.holds(
          PATIENCE,
          () -> {
            disk.fill();
            assertThat(writers.refusals().values().stream().mapToInt(n -> n).sum())
                .isGreaterThan(10);
          });
      assertThat(tessera.http().get("/health/live").status()).isEqualTo(200);
      disk.makeRoom();
      Instant room = Instant.now();
      writers.awaitMore(50);
      Duration resumption = Duration.between(room, Instant.now());
      slowestResumption =
          resumption.compareTo(slowestResumption) > 0 ? resumption : slowestResumption;
      writers.stop();
      writers.refusals().forEach((status, n) -> refusals.merge(status, n, Integer::sum));
      assertThat(writers.refusals().keySet()).as(failures(tessera)).isSubsetOf(CLEAR);
      assertThat(writers.unanswered()).as("requests without an answer").isZero();
    }
  }
}

package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connector is overwritten, moved over and removed and put back while about a hundred changes a
 * second flow through it.
 */
class SwapsIT {
  private static final String TYPE = "io.tessera.connector.ldap";
  private static final int CLIENTS = 4;
  private static final Duration PACE = Duration.ofMillis(35);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Path CONNECTOR = Distribution.jar(TYPE);
  private final Random random = new Random();
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  @Test
  void a_connector_swapped_under_load_loses_and_doubles_nothing() throws Exception {
    Instant begin = Instant.now();
    int swaps = Form.trials(4, 50);
    Duration slowest = Duration.ZERO;
    try (TesseraServer tessera =
            TesseraServer.in(folder.resolve("tessera")).without("TESSERA_FEATURES").start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      tessera.deploy(Distribution.jar("unboundid-ldapsdk"));
      tessera.deploy(CONNECTOR);
      Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
      String target =
          tessera.connections().addUnguardedTarget("directory", TYPE, directory.settings());
      try (Writers writers = Writers.started(List.of(tessera), ledger, "s", CLIENTS, PACE)) {
        for (int swap = 0; swap < swaps; swap++) {
          writers.awaitMore(40 + random.nextInt(80));
          Duration took = swap(tessera, "0.1.0.swap" + swap);
          slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        writers.awaitMore(50);
        writers.stop();
        assertThat(writers.refusals()).isEmpty();
        assertThat(writers.unanswered()).isZero();
      }
      tessera.connections().awaitDelivered(target, PATIENCE);
      new Figures(
              "P6",
              "connector overwritten, moved over, or removed and put back, under load",
              swaps,
              ledger.acknowledgements(),
              accounting.store(tessera).plus(accounting.directory(directory)),
              Duration.between(begin, Instant.now()),
              "slowest swap " + slowest.toMillis() + " ms")
          .tell();
    }
  }

  private Duration swap(TesseraServer tessera, String version) throws IOException {
    Path made = folder.resolve(version + ".jar");
    Jars.withVersion(CONNECTOR, version, made);
    Path inPlace = tessera.data().resolve("deploy").resolve(CONNECTOR.getFileName());
    switch (random.nextInt(3)) {
      case 0 -> Files.copy(made, inPlace, StandardCopyOption.REPLACE_EXISTING);
      case 1 -> Files.write(inPlace, Files.readAllBytes(made));
      default -> {
        Files.delete(inPlace);
        Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isFalse());
        Files.move(made, inPlace);
      }
    }
    return Eventually.until(
        Duration.ofSeconds(60),
        () ->
            tessera
                .http()
                .get("/api/v1/connector-types/" + TYPE)
                .json()
                .path("bundle")
                .asText()
                .contains(version));
  }
}

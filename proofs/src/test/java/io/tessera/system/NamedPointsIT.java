package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.store.kit.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed exactly where it hurts: around each kind of commit, and around each kind of
 * request to a target.
 */
class NamedPointsIT {
  private static final int CLIENTS = 2;
  private static final Duration PACE = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final List<String> TRANSACTIONS = List.of("write", "claim", "result");
  private static final List<String> REQUESTS =
      List.of("create", "look up", "read", "change", "delete");
  private static final List<String> IN_SHORT =
      List.of("write commit done", "result commit asked", "create carried out", "look up answered");
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  private volatile String armed = "";
  private volatile boolean dead;
  private int round;
  @TempDir Path folder;

  @Test
  void killed_at_every_named_point_the_server_loses_and_doubles_nothing() throws Exception {
    Instant begin = Instant.now();
    List<String> points = Form.isLong() ? all() : IN_SHORT;
    try (PostgresServer postgres = Databases.postgres();
        PostgresWire wire = PostgresWire.to(URI.create(postgres.url().substring(5)).getPort());
        RecordingScim scim = RecordingScim.started();
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).on(postgres)) {
      String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + "/tessera?prepareThreshold=0";
      tessera.with("TESSERA_JDBC_URL", url).start();
      String target =
          tessera
              .connections()
              .addUnguardedTarget(
                  "service", "io.tessera.connector.scim2", RecordingScim.settings(scim.port()));
      wire.watchedBy((what, moment) -> goesOn(tessera, what + " commit " + words(moment)));
      scim.watchedBy((what, moment) -> goesOn(tessera, what + " " + words(moment)));
      for (String point : points) {
        if (point.startsWith("look up")) {
          // Only after an accident is anything looked up.
          killAt(tessera, "create carried out");
        }
        killAt(tessera, point);
      }
      tessera.start();
      accounting.settle(tessera);
      tessera.connections().awaitDelivered(target, PATIENCE);
      new Figures(
              "P1 P2 P3 P4 P14",
              "server killed (SIGKILL) at named points around commits and requests to a target",
              points.size(),
              ledger.acknowledgements(),
              accounting
                  .store(tessera)
                  .plus(accounting.held(scim.held()))
                  .plus(scim.chronicle())
                  .plus(accounting.journal(tessera)),
              Duration.between(begin, Instant.now()),
              "each of " + String.join(", ", points))
          .tell();
    }
  }

  private static List<String> all() {
    List<String> points = new ArrayList<>();
    for (String transaction : TRANSACTIONS) {
      for (PostgresWire.Moment moment : PostgresWire.Moment.values()) {
        points.add(transaction + " commit " + words(moment));
      }
    }
    for (RecordingScim.Moment moment : RecordingScim.Moment.values()) {
      for (String request : REQUESTS) {
        points.add(request + " " + words(moment));
      }
    }
    return points;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private synchronized boolean goesOn(TesseraServer tessera, String point) {
    if (!armed.equals(point)) {
      return true;
    }
    armed = "";
    try {
      tessera.kill9();
      dead = true;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** Starts the server unless it runs, and has clients write until it has met its fate. */
  private void killAt(TesseraServer tessera, String point) throws Exception {
    armed = point;
    if (dead) {
      dead = false;
      tessera.launch();
      Eventually.holds(
          PATIENCE,
          () -> assertThat(dead || tessera.http().get("/health/ready").status() == 200).isTrue());
    }
    try (Writers writers =
        Writers.started(List.of(tessera), ledger, "p" + ++round + "c", CLIENTS, PACE)) {
      Eventually.holds(PATIENCE, () -> assertThat(dead).as("killed at " + point).isTrue());
    }
  }
}

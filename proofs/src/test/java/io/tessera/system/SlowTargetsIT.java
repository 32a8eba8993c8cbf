package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.system.RecordingScim.Mood;
import io.tessera.system.Wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One target is a black hole, one answers late. Callers are answered and a third target gets
 * everything meanwhile; the two get it when they are well again. What it costs callers in time is
 * measured by {@code bench/run}.
 */
class SlowTargetsIT {
  private static final int CLIENTS = 4;
  private static final int LATE_MILLIS = 5_000;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  @Test
  void a_black_hole_and_a_late_target_hold_up_nobody_else() throws Exception {
    Instant begin = Instant.now();
    try (Directory directory = Directory.in(folder.resolve("directory"));
        RecordingScim hole = RecordingScim.started();
        RecordingScim late = RecordingScim.started();
        Wire toHole = Wire.to(hole.port(), 3);
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      toHole.breaks(Fault.BLACK_HOLE, 1);
      late.late(LATE_MILLIS);
      Connections connections = tessera.connections();
      String well =
          connections.addUnguardedTarget("well", "io.tessera.connector.ldap", directory.settings());
      String dead =
          connections.addUnguardedTarget(
              "hole", "io.tessera.connector.scim2", patient(toHole.port()));
      String slow =
          connections.addUnguardedTarget(
              "late", "io.tessera.connector.scim2", patient(late.port()));
      try (Writers writers = Writers.started(List.of(tessera), ledger, "h", CLIENTS, PACE)) {
        writers.awaitMore(Form.pick(500, 20_000));
        writers.stop();
        assertThat(writers.refusals()).isEmpty();
        assertThat(writers.unanswered()).isZero();
      }
      connections.awaitDelivered(well, PATIENCE);
      Balance balance = accounting.store(tessera).plus(accounting.directory(directory));
      assertThat(hole.writes()).as("what went through the black hole").isZero();
      long behind = connections.waiting(dead);
      long behindToo = connections.waiting(slow);
      assertThat(behind).isPositive();
      assertThat(behindToo).isPositive();
      toHole.breaks(Fault.NONE, 0);
      toHole.heal();
      late.is(Mood.WELL, 0);
      connections.awaitDelivered(dead, PATIENCE);
      connections.awaitDelivered(slow, PATIENCE);
      new Figures(
              "P5",
              "of three targets one is a black hole and one answers after five seconds",
              1,
              ledger.acknowledgements(),
              balance
                  .plus(accounting.held(hole.held()))
                  .plus(hole.chronicle())
                  .plus(accounting.held(late.held()))
                  .plus(late.chronicle()),
              Duration.between(begin, Instant.now()),
              "the third had everything while "
                  + behind
                  + " and "
                  + behindToo
                  + " operations waited for the two")
          .tell();
    }
  }

  private static Map<String, Object> patient(int port) {
    Map<String, Object> settings = new HashMap<>(RecordingScim.settings(port));
    settings.put("requestTimeoutMillis", 2 * LATE_MILLIS);
    return settings;
  }
}

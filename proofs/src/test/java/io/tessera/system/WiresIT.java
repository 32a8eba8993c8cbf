package io.tessera.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.system.RecordingScim.Mood;
import io.tessera.system.Wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connections to a directory and to a SCIM service break in every way we know, and the service
 * answers badly, while clients write.
 */
class WiresIT {
  private static final int CLIENTS = 4;
  private static final double SHARE = 0.2;
  private static final int STRIKES = 3;
  private static final Duration PACE = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofSeconds(600);
  private static final List<Fault> FAULTS =
      EnumSet.complementOf(EnumSet.of(Fault.NONE)).stream().toList();
  private static final List<Mood> MOODS =
      List.of(Mood.BROKEN, Mood.BROKEN_AFTER_EFFECT, Mood.THROTTLING, Mood.LATE, Mood.HANGING);
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  @Test
  void broken_wires_and_bad_answers_lose_and_double_nothing() throws Exception {
    Instant begin = Instant.now();
    int rounds = Form.trials(1, 20);
    try (Directory directory = Directory.in(folder.resolve("directory"));
        RecordingScim scim = RecordingScim.started();
        Wire toDirectory = Wire.to((Integer) directory.settings().get("port"), 1);
        Wire toScim = Wire.to(scim.port(), 2);
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      Connections connections = tessera.connections();
      String first =
          connections.addUnguardedTarget(
              "directory", "io.tessera.connector.ldap", through(toDirectory, directory));
      String second =
          connections.addUnguardedTarget(
              "service", "io.tessera.connector.scim2", RecordingScim.settings(toScim.port()));
      try (Writers writers = Writers.started(List.of(tessera), ledger, "w", CLIENTS, PACE)) {
        for (int round = 0; round < rounds; round++) {
          breakEverything(List.of(toDirectory, toScim), scim);
        }
        writers.stop();
      }
      connections.awaitDelivered(first, PATIENCE);
      connections.awaitDelivered(second, PATIENCE);
      new Figures(
              "P2 P3 P4",
              "wires to two targets break in six ways, one answers badly in five",
              rounds * (FAULTS.size() + MOODS.size()),
              ledger.acknowledgements(),
              accounting
                  .store(tessera)
                  .plus(accounting.directory(directory))
                  .plus(accounting.held(scim.held()))
                  .plus(scim.chronicle()),
              Duration.between(begin, Instant.now()),
              told(List.of(toDirectory, toScim), scim))
          .tell();
    }
  }

  private static Map<String, Object> through(Wire wire, Directory directory) throws Exception {
    Map<String, Object> settings = new HashMap<>(directory.settings());
    settings.put("port", wire.port());
    settings.put("responseTimeoutMillis", 1_000);
    return settings;
  }

  /** Each fault until it has struck on each wire a few times. */
  private static void breakEverything(List<Wire> wires, RecordingScim scim) {
    for (Fault fault : FAULTS) {
      List<Integer> enough = wires.stream().map(wire -> wire.count(fault) + STRIKES).toList();
      wires.forEach(wire -> wire.breaks(fault, SHARE));
      Eventually.holds(
          PATIENCE,
          () -> {
            for (int i = 0; i < wires.size(); i++) {
              assertThat(wires.get(i).count(fault)).isGreaterThanOrEqualTo(enough.get(i));
            }
          });
      wires.forEach(Wire::heal);
    }
    for (Mood mood : MOODS) {
      int enough = scim.count(mood) + STRIKES;
      scim.is(mood, SHARE);
      Eventually.holds(PATIENCE, () -> assertThat(scim.count(mood)).isGreaterThanOrEqualTo(enough));
      scim.is(Mood.WELL, 0);
    }
  }

  private static String told(List<Wire> wires, RecordingScim scim) {
    return Stream.concat(
            FAULTS.stream()
                .map(f -> wires.stream().mapToInt(w -> w.count(f)).sum() + " " + words(f)),
            MOODS.stream().map(m -> scim.count(m) + " " + words(m)))
        .collect(joining(", "));
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tessera.system.Ledger.Entry;
import io.tessera.system.Ledger.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One change in a hundred is refused by the target as invalid. */
class PoisonIT {
  private static final int ONE_IN = 100;
  private static final String REFUSED = "is not to our taste";
  private static final Duration PATIENCE = Duration.ofSeconds(900);
  private final Ledger ledger = new Ledger();
  private final Accounting accounting = new Accounting(ledger);
  @TempDir Path folder;

  @Test
  void a_refused_change_blocks_nobody_else_and_is_delivered_once_the_cause_is_repaired()
      throws Exception {
    Instant begin = Instant.now();
    int users = Form.pick(500, 20_000);
    int poison = users / ONE_IN;
    try (RecordingScim scim = RecordingScim.started();
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      scim.refuses(name -> name.startsWith("poison"));
      Connections connections = tessera.connections();
      String target =
          connections.addUnguardedTarget(
              "service", "io.tessera.connector.scim2", RecordingScim.settings(scim.port()));
      for (int i = 0; i < users; i++) {
        writeTwice(tessera.http(), (i % ONE_IN == 0 ? "poison" : "sound") + i);
      }
      Eventually.holds(
          PATIENCE,
          () -> {
            assertThat(scim.size()).isEqualTo(users - poison);
            assertThat(held(scim)).isEqualTo(sound());
            assertThat(dead(connections, target)).isEqualTo(poison);
          });
      int retried = repairAndRetry(scim, connections, target);
      connections.awaitDelivered(target, PATIENCE);
      new Figures(
              "P7",
              "one change in a hundred refused by the target, the cause repaired, retried",
              users,
              ledger.acknowledgements(),
              accounting.store(tessera).plus(accounting.held(scim.held())).plus(scim.chronicle()),
              Duration.between(begin, Instant.now()),
              poison
                  + " refused, each with its reason; all others delivered meanwhile; "
                  + retried
                  + " retried")
          .tell();
    }
  }

  private void writeTwice(Http http, String name) throws Exception {
    Entry entry = ledger.newEntry(name);
    entry.asking(new State(name, 1, true, true));
    entry.created(http.post("/scim2/Users", user(name).title("1").json()).successful().id());
    ledger.acknowledged(entry);
    entry.asking(new State(name, 2, true, true));
    http.put("/scim2/Users/" + entry.id().orElseThrow(), user(name).title("2").json()).successful();
    ledger.acknowledged(entry);
  }

  private static long dead(Connections connections, String target) throws Exception {
    return connections.status(target).path("dead").asLong();
  }

  private static Set<State> held(RecordingScim scim) throws Exception {
    return new HashSet<>(scim.held());
  }

  private Set<State> sound() {
    Set<State> sound = new HashSet<>();
    for (Entry entry : ledger.entries()) {
      if (!entry.name().startsWith("poison")) {
        sound.add(entry.acknowledged());
      }
    }
    return sound;
  }

  private static int repairAndRetry(RecordingScim scim, Connections connections, String target)
      throws Exception {
    scim.refuses(name -> false);
    List<JsonNode> retried = new ArrayList<>();
    List<JsonNode> dead = dead(connections.operations("state=dead&target=" + target));
    while (!dead.isEmpty()) {
      for (JsonNode operation : dead) {
        assertThat(operation.path("detail").asText()).contains(REFUSED);
        connections.retry(operation.path("id").asText()).successful();
      }
      retried.addAll(dead);
      dead = dead(connections.operations("state=dead&target=" + target));
    }
    return retried.size();
  }

  private static List<JsonNode> dead(List<JsonNode> operations) {
    return operations.stream().filter(o -> o.path("state").asText().equals("dead")).toList();
  }
}

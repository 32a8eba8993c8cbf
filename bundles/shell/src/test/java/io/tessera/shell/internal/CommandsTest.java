package io.tessera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.OperationView.State;
import io.tessera.provisioning.api.admin.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines as they are typed, done by Gogo, on use cases in memory. */
class CommandsTest {
  private final Clock clock = Clock.fixed(FakeOperations.NOON, ZoneOffset.UTC);
  private final FakeTargets targets = new FakeTargets();
  private final FakeOperations operations = new FakeOperations();
  private GogoSession shell;

  @BeforeEach
  void open() {
    shell =
        new GogoSession()
            .with(
                new TargetCommands(targets, operations, targets, clock),
                "targets",
                "pause",
                "resume")
            .with(new LaneCommands(targets, operations, clock), "lanes")
            .with(new OperationCommands(operations, operations), "operation", "trace", "retry");
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void targets_are_listed_by_name_with_what_waits_and_why() {
    UUID hr = targets.add("hr", FakeTargets.active(2, 1));
    targets.add("crm", FakeTargets.quarantined("It refuses the password."));
    targets.waitingSince(hr, FakeOperations.NOON.minusSeconds(200));
    operations.add(hr, "alice", 1, State.DEAD, "invalid", Duration.ofMinutes(3));

    assertThat(shell.type("tessera:targets"))
        .isEqualTo(
            """
            TARGET  STATE        WAITING  DEAD  HELD  OLDEST  WHY
            crm     QUARANTINED  3        0     1     -       It refuses the password.
            hr      ACTIVE       2        1     0     3 min   invalid: it said no
            """);
  }

  @Test
  void where_there_is_nothing_yet_that_is_said() {
    assertThat(shell.type("targets")).isEqualTo("There are no targets.\n");
    assertThat(shell.type("lanes")).isEqualTo("Nothing waits.\n");
    assertThat(shell.type("pause hr")).isEqualTo("There is no target hr. There are none yet.\n");
  }

  @Test
  void a_target_that_is_not_there_is_told_with_those_that_are() {
    targets.add("hr", FakeTargets.active(0, 0));
    targets.add("crm", FakeTargets.active(0, 0));
    assertThat(shell.type("pause rh")).isEqualTo("There is no target rh. There are: crm, hr.\n");
    assertThat(shell.type("lanes rh")).isEqualTo("There is no target rh. There are: crm, hr.\n");
  }

  @Test
  void a_paused_target_queues_up_until_it_goes_on() {
    UUID hr = targets.add("hr", FakeTargets.active(0, 0));
    Target before = targets.target(null, hr).orElseThrow();

    assertThat(shell.type("pause hr")).isEqualTo("hr is paused: changes queue up.\n");
    assertThat(targets.target(null, hr).orElseThrow().delivery())
        .isEqualTo(before.delivery().withMaintenance(true));
    assertThat(shell.type("pause hr")).isEqualTo("hr is paused already.\n");
    assertThat(shell.type("resume hr")).isEqualTo("hr goes on.\n");
    assertThat(shell.type("resume hr")).isEqualTo("hr is not paused.\n");

    Target after = targets.target(null, hr).orElseThrow();
    assertThat(after.delivery()).isEqualTo(before.delivery());
    assertThat(after.settings()).isEqualTo(before.settings());
    assertThat(after.version()).isEqualTo(before.version() + 2);
  }

  @Test
  void what_is_changed_is_changed_by_the_shell() {
    UUID hr = targets.add("hr", FakeTargets.active(0, 1));
    OperationView dead = operations.add(hr, "alice", 1, State.DEAD, "invalid", Duration.ZERO);
    shell.type("pause hr");
    shell.type("retry " + dead.id());
    assertThat(targets.writers()).hasSize(1).allSatisfy(CommandsTest::isTheShell);
    assertThat(operations.lastWriter()).hasValueSatisfying(CommandsTest::isTheShell);
  }

  private static void isTheShell(Caller caller) {
    assertThat(caller.actor()).isEqualTo("shell");
    assertThat(caller.channel()).isEqualTo(Channel.INTERNAL);
  }

  @Test
  void a_lane_is_told_with_what_is_at_its_head() {
    UUID hr = targets.add("hr", FakeTargets.active(3, 1));
    operations.add(hr, "alice", 1, State.DEAD, "invalid", Duration.ofHours(2));
    operations.add(hr, "alice", 2, State.WAITING, null, Duration.ofHours(1));
    operations.add(hr, "bob", 1, State.WAITING, "transient", Duration.ofDays(3));
    operations.add(hr, "carol", 1, State.HELD, null, Duration.ofSeconds(5));
    operations.add(hr, "dora", 1, State.DONE, null, Duration.ofDays(9));

    String[] lines = shell.type("lanes hr").split("\n");

    assertThat(lines).hasSize(4);
    assertThat(lines[1])
        .matches("hr +bob +1 +3 d +[-0-9a-f]{36} +next try in 30 s, transient: it said no");
    assertThat(lines[2]).matches("hr +alice +2 +2 h +[-0-9a-f]{36} +a person: invalid: it said no");
    assertThat(lines[3]).matches("hr +carol +1 +5 s +[-0-9a-f]{36} +a person, who has to allow it");
  }

  @Test
  void a_lane_waits_for_its_target_where_that_is_in_trouble() {
    UUID hr = targets.add("hr", FakeTargets.quarantined("It refuses the password."));
    operations.add(hr, "alice", 1, State.WAITING, null, Duration.ofHours(1));
    assertThat(shell.type("lanes")).contains("target QUARANTINED: It refuses the password.");
  }

  @Test
  void of_many_lanes_the_longest_waits_are_shown_and_the_others_counted() {
    UUID hr = targets.add("hr", FakeTargets.active(1, 0));
    for (int i = 0; i < 700; i++) {
      operations.add(hr, "user" + i, 1, State.WAITING, null, Duration.ofSeconds(i));
    }
    assertThat(shell.type("lanes").lines())
        .hasSize(42)
        .anySatisfy(line -> assertThat(line).contains("user699"))
        .last()
        .isEqualTo("and 660 lanes more");
  }

  @Test
  void an_operation_is_told_with_its_calls_and_without_what_it_carries() {
    UUID hr = targets.add("hr", FakeTargets.active(1, 1));
    OperationView dead = operations.add(hr, "alice", 4, State.DEAD, "invalid", Duration.ZERO);
    assertThat(shell.type("operation " + dead.id()))
        .contains("UPDATE USER, version 4", "alice", "DEAD", "2026-01-02 12:00:00Z", "ldap 1.0")
        .doesNotContain("\u001b");
    assertThat(shell.type("operation " + UUID.randomUUID())).startsWith("There is no operation ");
    assertThat(shell.type("operation nonsense"))
        .isEqualTo("nonsense is not the id of an operation. lanes tells those that wait.\n");
  }

  @Test
  void a_trace_leads_from_a_request_to_its_operations() {
    UUID hr = targets.add("hr", FakeTargets.active(1, 0));
    OperationView waiting = operations.add(hr, "alice", 4, State.WAITING, null, Duration.ZERO);
    assertThat(shell.type("trace causality-1"))
        .contains("hr-import over SCIM2", waiting.id().toString(), "WAITING");
    assertThat(shell.type("trace 4711"))
        .isEqualTo(
            "No change was caused by a request with the id 4711."
                + " Requests that change nothing leave no trace.\n");
  }
}

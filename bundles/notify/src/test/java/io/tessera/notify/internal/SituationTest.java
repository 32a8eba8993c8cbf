package io.tessera.notify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SituationTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Situation situation = new Situation();

  @Test
  void a_quarantined_target_is_told_once_and_again_when_it_is_back() {
    List<Finding> wrong = findings(TargetStatus.State.QUARANTINED, 0);
    assertThat(situation.now(wrong, NOON))
        .extracting(Notice::condition)
        .containsExactly(Condition.TARGET_QUARANTINED);
    assertThat(situation.now(wrong, NOON.plusSeconds(15))).isEmpty();
    assertThat(situation.now(findings(TargetStatus.State.ACTIVE, 0), NOON.plusSeconds(30)))
        .extracting(Notice::condition, Notice::target)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Condition.TARGET_BACK, "hr"));
  }

  @Test
  void a_target_that_is_away_for_seconds_is_not_told() {
    assertThat(situation.now(findings(TargetStatus.State.ABSENT, 0), NOON)).isEmpty();
    assertThat(situation.now(findings(TargetStatus.State.ACTIVE, 0), NOON.plusSeconds(15)))
        .isEmpty();
  }

  @Test
  void a_target_that_stays_away_is_told_with_when_it_began() {
    situation.now(findings(TargetStatus.State.TROUBLED, 0), NOON);
    assertThat(situation.now(findings(TargetStatus.State.TROUBLED, 0), NOON.plusSeconds(60)))
        .extracting(Notice::since)
        .containsExactly(NOON);
  }

  @Test
  void a_target_that_goes_from_one_trouble_to_another_is_not_back() {
    situation.now(findings(TargetStatus.State.QUARANTINED, 0), NOON);
    assertThat(situation.now(findings(TargetStatus.State.TROUBLED, 0), NOON.plusSeconds(15)))
        .isEmpty();
  }

  @Test
  void dead_operations_are_told_again_when_there_are_more_after_an_hour() {
    situation.now(findings(TargetStatus.State.ACTIVE, 1), NOON);
    assertThat(situation.now(findings(TargetStatus.State.ACTIVE, 5), NOON.plusSeconds(600)))
        .isEmpty();
    assertThat(situation.now(findings(TargetStatus.State.ACTIVE, 5), NOON.plusSeconds(3_600)))
        .extracting(Notice::detail)
        .containsExactly("5 operations wait for a person to repair or discard them.");
    assertThat(situation.now(findings(TargetStatus.State.ACTIVE, 0), NOON.plusSeconds(3_700)))
        .extracting(Notice::resolved)
        .containsExactly(true);
  }

  @Test
  void what_lasts_is_told_each_day() {
    situation.now(findings(TargetStatus.State.QUARANTINED, 0), NOON);
    assertThat(
            situation.now(
                findings(TargetStatus.State.QUARANTINED, 0), NOON.plus(Duration.ofDays(1))))
        .hasSize(1);
  }

  @Test
  void a_full_disk_and_an_old_certificate_are_told() {
    Health.Report report =
        new Health.Report(
            Health.State.CRITICAL,
            NOON,
            List.of(
                new Health.Check("disk", Health.State.CRITICAL, "3 MB.", Duration.ZERO),
                new Health.Check("certificate", Health.State.WARN, "Soon.", Duration.ZERO),
                new Health.Check("database", Health.State.OK, "", Duration.ZERO)),
            new Health.Machine("17", NOON, 1, 0, 0, 0, 0),
            new Health.Pool(0, 0, 0, 0),
            new Health.Node("n", "1", NOON));
    assertThat(situation.now(Findings.of(report), NOON))
        .extracting(Notice::condition)
        .containsExactly(Condition.DISK, Condition.CERTIFICATE);
  }

  private static List<Finding> findings(TargetStatus.State state, long dead) {
    return Findings.of(
        new Vitals.Sample(
            NOON,
            List.of(
                new Vitals.TargetVitals(
                    UUID.randomUUID(),
                    "hr",
                    new TargetStatus(state, "why", 0, dead, 0, Set.of()),
                    null,
                    "")),
            0));
  }
}

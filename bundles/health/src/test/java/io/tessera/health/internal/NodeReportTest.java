package io.tessera.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.MeterSources;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeReportTest {
  private final Vitals vitals =
      () ->
          Optional.of(
              new Vitals.Sample(
                  Instant.EPOCH,
                  List.of(
                      target("crm", TargetStatus.State.ACTIVE),
                      target("hr", TargetStatus.State.QUARANTINED)),
                  0));
  private final NodeReport report =
      new NodeReport(vitals, new MeterSources(), new Health.Node("n", "1", Instant.EPOCH));

  @Test
  void before_the_first_round_nothing_is_known() {
    assertThat(report.report().state()).isEqualTo(Health.State.UNKNOWN);
  }

  @Test
  void every_target_is_a_check_and_the_worst_is_the_whole() {
    report.addCheck(() -> new Result(Result.Status.OK, "fine"), Map.of(HealthCheck.NAME, "disk"));
    report.look();
    assertThat(report.report().state()).isEqualTo(Health.State.WARN);
    assertThat(report.report().checks())
        .extracting(Health.Check::name)
        .containsExactly("disk", "target crm", "target hr");
  }

  @Test
  void a_check_that_fails_itself_is_critical_and_stops_nothing() {
    report.addCheck(
        () -> {
          throw new IllegalStateException("broken");
        },
        Map.of(HealthCheck.NAME, "odd"));
    report.look();
    assertThat(report.report().checks())
        .filteredOn(check -> check.name().equals("odd"))
        .extracting(Health.Check::state)
        .containsExactly(Health.State.CRITICAL);
    assertThat(report.report().checks()).hasSize(3);
  }

  @Test
  void a_certificate_that_cannot_be_read_is_a_warning(@TempDir Path folder) {
    assertThat(
            new CertificateCheck(folder.resolve("none.crt"), Clock.systemUTC())
                .execute()
                .getStatus())
        .isEqualTo(Result.Status.WARN);
    assertThat(new DiskCheck(folder).execute().iterator().next().getMessage()).contains("MB");
  }

  private static Vitals.TargetVitals target(String name, TargetStatus.State state) {
    return new Vitals.TargetVitals(
        UUID.randomUUID(), name, new TargetStatus(state, "", 0, 0, 0, Set.of()), null, "");
  }
}

package io.tessera.provisioning.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
  private static final int WELL = 64;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final TargetHealth health =
      new TargetHealth(
          () -> now,
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), new Random(1)),
          new Concurrency(WELL));

  @Test
  void a_well_target_takes_all_it_can() {
    assertThat(health.allowance()).isEqualTo(WELL);
  }

  @Test
  void a_well_target_has_no_pause_even_while_the_clock_runs() {
    TargetHealth running =
        new TargetHealth(
            () -> now = now.plusNanos(1),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), new Random(1)),
            new Concurrency(WELL));

    assertThat(running.pauseLeft()).isZero();
  }

  @Test
  void after_three_failures_it_is_left_alone_then_probed_with_one() {
    fail(FailureKind.TRANSIENT, 3);

    assertThat(health.allowance()).isZero();
    now = now.plus(health.pauseLeft());
    assertThat(health.allowance()).isEqualTo(1);
  }

  @Test
  void one_success_opens_it_again() {
    fail(FailureKind.UNKNOWN, 5);

    health.succeeded();

    assertThat(health.allowance()).as("carefully").isEqualTo(1);
    health.succeeded();
    assertThat(health.allowance()).isEqualTo(2);
    for (int i = 0; i < WELL * WELL; i++) {
      health.succeeded();
    }
    assertThat(health.allowance()).isEqualTo(WELL);
    assertThat(health.reason()).isEmpty();
  }

  @Test
  void refused_credentials_quarantine_it_and_say_why() {
    fail(FailureKind.AUTHENTICATION, 1);

    assertThat(health.isQuarantined()).isTrue();
    assertThat(health.reason()).isEqualTo("because");
    assertThat(health.allowance()).isZero();
  }

  @Test
  void a_refused_value_says_nothing_about_the_target() {
    fail(FailureKind.INVALID, 10);

    assertThat(health.allowance()).isEqualTo(WELL);
  }

  @Test
  void a_target_that_asks_for_time_gets_it() {
    health.failed(new Outcome.Failed(FailureKind.THROTTLED, "slow down", Duration.ofSeconds(7)));

    assertThat(health.pauseLeft()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void calls_that_fail_together_halve_what_is_sent_at_once_but_once() {
    health.failed(new Outcome.Failed(FailureKind.THROTTLED, "slow down", Duration.ZERO));
    health.failed(new Outcome.Failed(FailureKind.THROTTLED, "slow down", Duration.ZERO));

    assertThat(health.allowance()).isEqualTo(WELL / 2);
  }

  private void fail(FailureKind kind, int times) {
    for (int i = 0; i < times; i++) {
      health.failed(Outcome.failed(kind, "because"));
    }
  }
}

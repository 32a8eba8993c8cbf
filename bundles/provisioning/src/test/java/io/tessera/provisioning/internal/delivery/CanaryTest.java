package io.tessera.provisioning.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CanaryTest {
  private static final String OLD = "1.0.0";
  private static final String NEW = "1.1.0";

  private final Set<UUID> failed = new HashSet<>();
  private Instant now = Instant.EPOCH;
  private final Canary canary = new Canary(() -> now);

  @Test
  void a_version_that_always_fails_is_rejected_at_its_twentieth_operation() {
    swappedAfter(100, 0);
    assertThat(fail(NEW, 19)).isEmpty();
    assertThat(fail(NEW, 1))
        .hasValueSatisfying(
            rejection -> {
              assertThat(rejection.rejected()).isEqualTo(NEW);
              assertThat(rejection.previous()).isEqualTo(OLD);
              assertThat(rejection.reason())
                  .isEqualTo(
                      "20 of 20 operations failed (INVALID 20), of 1.0.0 0 of 100 operations"
                          + " failed");
            });
  }

  @Test
  void it_is_rejected_once_only() {
    swappedAfter(100, 0);
    assertThat(fail(NEW, 20)).isPresent();
    assertThat(fail(NEW, 20)).isEmpty();
  }

  @Test
  void one_that_fails_as_often_as_the_old_one_stays() {
    swappedAfter(700, 300);
    for (int i = 0; i < 50; i++) {
      assertThat(succeed(NEW, 7)).isEmpty();
      assertThat(fail(NEW, 3)).isEmpty();
    }
  }

  @Test
  void one_that_fails_less_often_than_the_old_one_stays() {
    swappedAfter(0, 100);
    assertThat(fail(NEW, 10)).isEmpty();
    assertThat(succeed(NEW, 30)).isEmpty();
  }

  @Test
  void a_few_failures_are_an_accident() {
    swappedAfter(100, 0);
    assertThat(fail(NEW, 2)).isEmpty();
    assertThat(succeed(NEW, 98)).isEmpty();
  }

  @Test
  void every_second_failing_is_no_accident() {
    swappedAfter(100, 0);
    assertThat(succeed(NEW, 10)).isEmpty();
    assertThat(fail(NEW, 10)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1000, 3, false", "1000, 4, true", "20, 5, false", "20, 6, true"})
  void how_many_of_twenty_are_too_many_depends_on_what_is_known_of_the_old_version(
      int known, int failures, boolean tooMany) {
    swappedAfter(known, 0);
    succeed(NEW, 20 - failures);
    assertThat(fail(NEW, failures).isPresent()).isEqualTo(tooMany);
  }

  @ParameterizedTest
  @CsvSource({"16, false", "17, true"})
  void of_an_old_version_that_did_nothing_nothing_is_known(int failures, boolean tooMany) {
    swappedAfter(0, 0);
    succeed(NEW, 20 - failures);
    assertThat(fail(NEW, failures).isPresent()).isEqualTo(tooMany);
  }

  @Test
  void of_many_operations_a_tenth_is_no_accident() {
    swappedAfter(1_000, 0);
    Optional<Canary.Rejection> rejection = Optional.empty();
    for (int i = 0; i < 40 && rejection.isEmpty(); i++) {
      succeed(NEW, 9);
      rejection = fail(NEW, 1);
    }
    assertThat(rejection).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHENTICATION", "CONFIGURATION", "THROTTLED", "TRANSIENT"})
  void what_concerns_the_target_as_a_whole_does_not_count(FailureKind kind) {
    swappedAfter(100, 0);
    assertThat(end(NEW, 1_000, Outcome.failed(kind, "."))).isEmpty();
    assertThat(fail(NEW, 19)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AUTHENTICATION", "CONFIGURATION", "THROTTLED", "TRANSIENT"})
  void every_other_kind_counts(FailureKind kind) {
    swappedAfter(100, 0);
    assertThat(end(NEW, 20, Outcome.failed(kind, "."))).isPresent();
  }

  @Test
  void after_its_first_minute_it_stays_whatever_it_does() {
    swappedAfter(100, 0);
    succeed(NEW, 20);
    now = now.plus(Canary.TRIAL);
    succeed(NEW, 1);
    assertThat(canary.isOnTrial(NEW)).isFalse();
    assertThat(fail(NEW, 100)).isEmpty();
  }

  @Test
  void the_minute_begins_with_its_first_operation_and_lasts_until_twenty_were_made() {
    swappedAfter(100, 0);
    now = now.plus(Duration.ofHours(5));
    assertThat(fail(NEW, 10)).isEmpty();
    now = now.plus(Duration.ofMinutes(10));
    assertThat(canary.isOnTrial(NEW)).isTrue();
    assertThat(fail(NEW, 10)).isPresent();
  }

  @Test
  void a_target_with_hardly_any_work_does_not_keep_it_on_trial_for_ever() {
    swappedAfter(100, 0);
    fail(NEW, 1);
    now = now.plus(Canary.LONGEST_TRIAL);
    fail(NEW, 1);
    assertThat(canary.isOnTrial(NEW)).isFalse();
  }

  @Test
  void the_first_version_seen_is_not_on_trial() {
    canary.arrived(NEW);
    assertThat(canary.isOnTrial(NEW)).isFalse();
    assertThat(fail(NEW, 100)).isEmpty();
  }

  @Test
  void the_old_version_takes_over_what_failed_and_is_not_on_trial() {
    swappedAfter(100, 0);
    fail(NEW, 25);
    assertThat(canary.arrived(OLD)).isEqualTo(failed);
    assertThat(canary.isOnTrial(OLD)).isFalse();
    assertThat(canary.arrived(OLD)).isEmpty();
  }

  @Test
  void what_still_fails_after_the_old_version_is_back_is_not_forgotten() {
    swappedAfter(100, 0);
    fail(NEW, 25);
    canary.arrived(OLD);
    fail(NEW, 5);
    assertThat(canary.leftBehind()).isEqualTo(failed).hasSize(30);
  }

  @Test
  void a_rejected_version_put_there_again_is_tried_again() {
    swappedAfter(100, 0);
    fail(NEW, 20);
    canary.arrived(OLD);
    canary.arrived(NEW);
    assertThat(canary.isOnTrial(NEW)).isTrue();
    assertThat(fail(NEW, 20)).isPresent();
  }

  @Test
  void a_version_that_comes_during_a_trial_is_measured_by_the_last_good_one() {
    swappedAfter(100, 0);
    fail(NEW, 10);
    canary.arrived("1.2.0");
    assertThat(fail("1.2.0", 20).map(Canary.Rejection::previous)).contains(OLD);
    assertThat(canary.arrived(OLD)).isEqualTo(failed);
  }

  @Test
  void its_connectors_for_several_targets_are_on_one_trial() {
    swappedAfter(100, 0);
    fail(NEW, 10);
    canary.arrived(NEW);
    assertThat(fail(NEW, 10)).isPresent();
  }

  @Test
  void one_that_cannot_be_rolled_back_is_what_the_next_is_measured_by() {
    swappedAfter(100, 0);
    fail(NEW, 20);
    canary.accept(NEW);
    canary.arrived("1.2.0");
    assertThat(fail("1.2.0", 30)).isEmpty();
  }

  private void swappedAfter(int successes, int failures) {
    canary.arrived(OLD);
    succeed(OLD, successes);
    end(OLD, failures, Outcome.failed(FailureKind.INVALID, "."));
    failed.clear();
    canary.arrived(NEW);
  }

  private Optional<Canary.Rejection> succeed(String version, int times) {
    return end(version, times, new Outcome.Applied(new RemoteId("r"), TargetAttributes.none()));
  }

  private Optional<Canary.Rejection> fail(String version, int times) {
    return end(version, times, Outcome.failed(FailureKind.INVALID, "."));
  }

  private Optional<Canary.Rejection> end(String version, int times, Outcome outcome) {
    Optional<Canary.Rejection> last = Optional.empty();
    for (int i = 0; i < times; i++) {
      UUID operation = UUID.randomUUID();
      if (outcome instanceof Outcome.Failed) {
        failed.add(operation);
      }
      Optional<Canary.Rejection> rejection = canary.count(version, operation, outcome);
      last = last.or(() -> rejection);
    }
    return last;
  }
}

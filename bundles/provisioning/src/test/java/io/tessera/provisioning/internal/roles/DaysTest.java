package io.tessera.provisioning.internal.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DaysTest {
  private final Days berlin = new Days(ZoneId.of("Europe/Berlin"));

  @Test
  void a_day_begins_and_ends_at_midnight_of_the_zone_and_the_last_day_counts() {
    assertThat(berlin.start("2026-12-31", 0)).contains(Instant.parse("2026-12-30T23:00:00Z"));
    assertThat(berlin.end("2026-12-31", 0)).contains(Instant.parse("2026-12-31T23:00:00Z"));
  }

  @Test
  void days_are_counted_over_the_change_to_summer_time() {
    assertThat(berlin.start("2026-03-28", 2)).contains(Instant.parse("2026-03-29T22:00:00Z"));
    assertThat(berlin.start("2026-03-28T12:00:00+01:00", 1))
        .contains(Instant.parse("2026-03-29T10:00:00Z"));
  }

  @Test
  void an_instant_is_what_it_is() {
    assertThat(berlin.end("2026-12-31T17:00:00Z", 0))
        .contains(Instant.parse("2026-12-31T17:00:00Z"));
    assertThat(berlin.end(" 2026-12-31T17:00:00Z ", -1))
        .contains(Instant.parse("2026-12-30T17:00:00Z"));
  }

  @Test
  void anything_else_is_no_date() {
    assertThat(berlin.start("soon", 0)).isEmpty();
    assertThat(berlin.start("2026-02-30", 0)).isEmpty();
    assertThat(berlin.start("", 0)).isEmpty();
  }

  @Test
  void years_have_four_digits() {
    assertThat(berlin.end("+999999999-12-31T00:00:00Z", 0)).isEmpty();
    assertThat(berlin.start("-999999999-01-01T00:00:00Z", 0)).isEmpty();
    assertThat(berlin.start("+10000-01-01T00:00:00Z", 0)).isEmpty();
    assertThat(berlin.end("9999-12-31", 36_500).orElseThrow().toEpochMilli()).isPositive();
    assertThat(berlin.start("0000-01-01T00:00:00+18:00", -36_500).orElseThrow().toEpochMilli())
        .isNegative();
  }
}

package io.tessera.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSources;
import io.tessera.metering.Tally;
import io.tessera.metering.Timing;
import io.tessera.provisioning.api.admin.Health.Course;
import io.tessera.provisioning.api.admin.Health.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final MeterSources sources = new MeterSources();
  private final Ring ring = new Ring();
  private final Tally requests =
      new Tally(
          Meter.counter("tessera_http_requests", "Requests.", "door", "route", "method", "status"));
  private final Timing calls =
      Timing.ofCalls(
          Meter.histogram("tessera_target_call_seconds", "Calls.", "target", "action", "result"));
  private final Meter queue =
      Meter.gauge("tessera_queue_operations", "Operations.", "target", "state");

  RingTest() {
    sources.addSource(requests);
    sources.addSource(calls);
    sources.addSource(readings -> readings.value(queue, 7, "hr", "waiting"));
  }

  @Test
  void rates_are_of_what_came_since_the_moment_before() {
    look(0);
    requests.add(30, "scim2", "/Users", "GET", "200");
    requests.add(15, "scim2", "/Users", "GET", "500");
    look(15);
    assertThat(series("requests", 15).values()).endsWith(Optional.of(3.0));
    assertThat(series("requestErrors", 15).values()).endsWith(Optional.of(1.0));
  }

  @Test
  void a_moment_at_which_nobody_looked_is_a_gap_and_so_is_the_rate_after_it() {
    look(0);
    look(15);
    look(60);
    List<Optional<Double>> waiting = series("queueWaiting", 60).values();
    assertThat(waiting.subList(waiting.size() - 5, waiting.size()))
        .containsExactly(
            Optional.of(7.0),
            Optional.of(7.0),
            Optional.empty(),
            Optional.empty(),
            Optional.of(7.0));
    assertThat(series("requests", 60).values()).endsWith(Optional.empty());
  }

  @Test
  void how_long_calls_took_is_told_for_each_target() {
    look(0);
    for (int i = 0; i < 100; i++) {
      calls.record(Duration.ofMillis(8), "hr", "CREATE", "APPLIED");
    }
    look(15);
    Series p95 = series("callP95", 15);
    assertThat(p95.targetIfAny()).contains("hr");
    assertThat(p95.values().get(p95.values().size() - 1).orElseThrow()).isBetween(.005, .01);
  }

  @Test
  void more_than_an_hour_is_neither_kept_nor_told() {
    for (int second = 0; second <= 7_200; second += 15) {
      look(second);
    }
    Course course = ring.course(Duration.ofDays(1), NOON.plusSeconds(7_200));
    assertThat(course.series()).isNotEmpty().allMatch(s -> s.values().size() == 240);
    assertThat(course.from()).isEqualTo(NOON.plusSeconds(7_200 - 239 * 15));
  }

  private void look(int second) {
    ring.add(NOON.plusSeconds(second), Moment.of(sources));
  }

  private Series series(String name, int second) {
    return ring.course(Duration.ofMinutes(5), NOON.plusSeconds(second)).series().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

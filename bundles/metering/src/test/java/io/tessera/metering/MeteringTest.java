package io.tessera.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MeteringTest {
  private final Map<List<String>, Double> values = new HashMap<>();
  private final Map<String, Double> byMeter = new HashMap<>();
  private final Map<List<String>, Distribution> distributions = new HashMap<>();
  private final Readings readings =
      new Readings() {
        @Override
        public void value(Meter meter, double value, List<String> labels) {
          values.put(labels, value);
          byMeter.put(meter.name(), value);
        }

        @Override
        public void distribution(Meter meter, Distribution distribution, List<String> labels) {
          distributions.put(labels, distribution);
        }
      };

  @Test
  void things_are_counted_apart_by_their_labels() {
    Tally tally = new Tally(Meter.counter("calls", "Calls.", "target", "result"));
    tally.add("hr", "done");
    tally.add("hr", "done");
    tally.add(3, "hr", "failed");
    tally.tell(readings);
    assertThat(values)
        .containsOnly(
            Map.entry(List.of("hr", "done"), 2.0), Map.entry(List.of("hr", "failed"), 3.0));
  }

  @Test
  void nothing_is_lost_when_many_count_at_once() throws InterruptedException {
    Tally tally = new Tally(Meter.counter("calls", "Calls.", "who"));
    CountDownLatch done = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      new Thread(
              () -> {
                for (int n = 0; n < 10_000; n++) {
                  tally.add("everybody");
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    tally.tell(readings);
    assertThat(values).containsOnly(Map.entry(List.of("everybody"), 40_000.0));
  }

  @Test
  void names_without_end_are_counted_together() {
    Tally tally = new Tally(Meter.counter("calls", "Calls.", "who"));
    for (int n = 0; n < 5_000; n++) {
      tally.add("somebody " + n);
    }
    tally.tell(readings);
    assertThat(values).hasSizeLessThan(1_010);
    assertThat(values.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(5_000);
  }

  @Test
  void a_duration_is_counted_in_the_bounds_it_lies_in() {
    Timing timing = Timing.ofCalls(Meter.histogram("call_seconds", "Calls."));
    timing.record(Duration.ofMillis(1));
    timing.record(Duration.ofMillis(2));
    timing.record(Duration.ofMinutes(5));
    timing.tell(readings);
    Distribution distribution = distributions.get(List.<String>of());
    assertThat(distribution.count()).isEqualTo(3);
    assertThat(distribution.counts().subList(0, 3)).containsExactly(1L, 1L, 0L);
    assertThat(distribution.counts().get(distribution.bounds().size())).isEqualTo(1);
    assertThat(distribution.sum()).isBetween(300.002, 300.004);
  }

  @Test
  void what_is_no_more_is_forgotten() {
    Tally tally = new Tally(Meter.counter("calls", "Calls.", "result", "target"));
    tally.add("done", "hr");
    tally.add("done", "crm");
    tally.keep("target", List.of("hr"));
    tally.tell(readings);
    assertThat(values).containsOnlyKeys(List.of("done", "hr"));
  }

  @Test
  void a_meter_has_a_name_that_can_be_told() {
    assertThatThrownBy(() -> Meter.counter("Two words", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tally(Meter.counter("calls", "", "target")).add())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_cache_tells_how_much_work_it_saves() {
    CacheFigures figures = new CacheFigures("tokens", () -> 7);
    figures.asked(true);
    figures.asked(true);
    figures.asked(false);
    figures.evicted(4);
    figures.tell(readings);
    assertThat(values).containsOnlyKeys(List.of("tokens"));
    assertThat(byMeter)
        .containsOnly(
            Map.entry("tessera_cache_hits", 2.0),
            Map.entry("tessera_cache_misses", 1.0),
            Map.entry("tessera_cache_evictions", 4.0),
            Map.entry("tessera_cache_entries", 7.0));
  }
}

package io.tessera.provisioning.internal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.Meter;
import io.tessera.metering.Tally;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.internal.delivery.DeliveryFigures;
import io.tessera.store.jpa.internal.DerbyForTests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HourlyTalliesTest {
  private final Tally counted =
      new Tally(Meter.counter(DeliveryFigures.OPERATIONS, "For a test.", "target", "outcome"));
  private final Moving clock = new Moving();
  private DerbyForTests derby;

  @BeforeEach
  void open() throws Exception {
    derby = new DerbyForTests();
  }

  @AfterEach
  void close() {
    derby.close();
  }

  @Test
  void what_nodes_count_is_told_hour_by_hour() {
    HourlyTallies here = tallies("here");
    HourlyTallies there = tallies("there");
    counted.add(3, "hr", "delivered");
    counted.add(1, "hr", "dead");
    counted.add(5, "hr", "retried");
    here.step();
    counted.add(2, "hr", "superseded");
    here.step();
    clock.now = clock.now.plus(Duration.ofHours(1));
    counted.add(1, "hr", "delivered");
    here.step();
    there.step();

    List<Hour> hours = there.hours();
    assertThat(hours).hasSize(24);
    assertThat(hours.get(22).delivered()).isEqualTo(5);
    assertThat(hours.get(22).failed()).isEqualTo(1);
    assertThat(hours.get(23).delivered()).isEqualTo(1 + 6);
  }

  @Test
  void an_hour_that_is_over_is_counted_once() {
    HourlyTallies tallies = tallies("here");
    int steps = 0;
    while (tallies.step().compareTo(Duration.ofSeconds(1)) < 0) {
      steps++;
    }

    assertThat(steps).isEqualTo(23);
    assertThat(tallies.hours()).allMatch(hour -> hour.accepted() == 0);
  }

  private HourlyTallies tallies(String node) {
    return new HourlyTallies(derby.store(), derby.audit(), counted, node, clock);
  }

  private static final class Moving extends Clock {
    private Instant now = Instant.parse("2026-03-01T10:30:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

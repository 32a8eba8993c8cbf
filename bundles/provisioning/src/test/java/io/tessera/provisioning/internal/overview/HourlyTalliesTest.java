package io.tessera.provisioning.internal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.Meter;
import io.tessera.metering.Tally;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.internal.delivery.DeliveryFigures;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Deed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HourlyTalliesTest {
  private static final Change.Origin ORIGIN = new Change.Origin("resident", "carol", "SCIM2", "c1");
  private final Tally counted =
      new Tally(Meter.counter(DeliveryFigures.OPERATIONS, "For a test.", "target", "outcome"));
  private final UUID hr = UUID.randomUUID();
  private final UUID crm = UUID.randomUUID();
  private final Map<String, UUID> targets = Map.of("hr", hr, "crm", crm);
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
  void who_sees_some_targets_is_told_of_those_and_of_no_change() {
    HourlyTallies tallies = tallies("here");
    change(clock.now.minusSeconds(10));
    counted.add(3, "hr", "delivered");
    counted.add(2, "crm", "delivered");
    counted.add(1, "crm", "dead");
    counted.add(4, "deleted meanwhile", "delivered");
    tallies.step();

    assertThat(tallies.hours(Set.of(hr))).hasSize(24).allMatch(hour -> hour.accepted() == null);
    assertThat(newest(tallies.hours(Set.of(hr)))).isEqualTo(new Hour(hourNow(), null, 3, 0));
    assertThat(newest(tallies.hours(Set.of(crm)))).isEqualTo(new Hour(hourNow(), null, 2, 1));
    assertThat(newest(tallies.hours(Set.of(hr, crm)))).isEqualTo(new Hour(hourNow(), null, 5, 1));
    assertThat(newest(tallies.hours(Set.of(UUID.randomUUID()))))
        .isEqualTo(new Hour(hourNow(), null, 0, 0));
    assertThat(newest(tallies.hours())).isEqualTo(new Hour(hourNow(), 1L, 9, 1));
  }

  @Test
  void what_another_node_writes_down_just_after_the_hour_is_told_too() {
    HourlyTallies here = tallies("here");
    here.step();
    clock.now = Instant.parse("2026-03-01T11:00:05Z");
    here.step();
    clock.now = Instant.parse("2026-03-01T10:59:59Z");
    counted.add(2, "hr", "delivered");
    tallies("there").step();
    clock.now = Instant.parse("2026-03-01T11:00:20Z");
    here.step();

    assertThat(here.hours(Set.of(hr)).get(22).delivered()).isEqualTo(2);
  }

  private static Hour newest(List<Hour> hours) {
    return hours.get(hours.size() - 1);
  }

  private Instant hourNow() {
    return clock.now.truncatedTo(ChronoUnit.HOURS);
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

  @Test
  void changes_of_this_hour_are_each_counted_once_late_ones_too() {
    HourlyTallies tallies = tallies("here");
    change(clock.now.minusSeconds(10));
    tallies.step();
    assertThat(tallies.hours().get(23).accepted()).isEqualTo(1);
    clock.now = clock.now.plusSeconds(31);
    change(clock.now.minusSeconds(25));
    tallies.step();
    tallies.step();
    assertThat(tallies.hours().get(23).accepted()).isEqualTo(2);
  }

  @Test
  void what_is_done_to_the_server_itself_is_no_change_of_anybody() {
    clock.now = Instant.now();
    change(clock.now);
    derby
        .store()
        .write(
            tx -> {
              tx.record(
                  new Deed(Deed.Kind.DECIDE, "run", UUID.randomUUID(), ORIGIN, Attributes.empty()));
              return ORIGIN;
            });
    HourlyTallies tallies = tallies("here");
    tallies.step();
    assertThat(tallies.hours().get(23).accepted()).isEqualTo(1);
  }

  /** A change whose id says that it was made then. */
  private void change(Instant at) {
    UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | 1);
    Change change =
        new Change(
            id,
            at,
            Change.Kind.CREATE,
            ResourceType.USER,
            ResourceId.of(UUID.randomUUID().toString()),
            1,
            ORIGIN,
            0,
            Attributes.empty(),
            null,
            Attributes.empty(),
            MembershipDelta.NONE);
    derby
        .store()
        .write(
            tx -> {
              tx.record(change, List.of());
              return id;
            });
  }

  private HourlyTallies tallies(String node) {
    NodeCount count = new NodeCount(counted, name -> Optional.ofNullable(targets.get(name)));
    return new HourlyTallies(derby.store(), derby.audit(), count, node, clock);
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

package io.tessera.metering;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts, apart by labels. Cheap, never waits; safe for several threads. */
public final class Tally implements MeterSource {
  private final Meter meter;
  private final Cells<LongAdder> cells;

  /**
   * @param meter a counter
   */
  public Tally(Meter meter) {
    this.meter = meter;
    this.cells = new Cells<>(meter.labels().size(), LongAdder::new);
  }

  /** One more. */
  public void add(String... labels) {
    add(1, labels);
  }

  public void add(long number, String... labels) {
    cells.of(labels).add(number);
  }

  @Override
  public void tell(Readings readings) {
    cells.forEach((labels, count) -> readings.value(meter, count.sum(), labels));
  }

  /** Forgets those whose label has another value than these, such as things that are no more. */
  public void keep(String label, List<String> values) {
    cells.keep(meter.labels().indexOf(label), values);
  }
}

package io.tessera.metering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Counts how long things took, apart by labels. Cheap, never waits; safe for several threads. */
public final class Timing implements MeterSource {
  private static final double NANOS = 1e9;

  private final Meter meter;
  private final long[] boundNanos;
  private final List<Double> bounds;
  private final Cells<Cell> cells;

  private Timing(Meter meter, double... seconds) {
    this.meter = meter;
    this.boundNanos = Arrays.stream(seconds).mapToLong(s -> (long) (s * NANOS)).toArray();
    this.bounds = Arrays.stream(seconds).boxed().toList();
    this.cells = new Cells<>(meter.labels().size(), () -> new Cell(boundNanos.length + 1));
  }

  /** Of what is answered at once: from a millisecond to half a minute. */
  public static Timing ofCalls(Meter meter) {
    return new Timing(meter, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30);
  }

  /** Of what may wait: from ten milliseconds to a day. */
  public static Timing ofWaits(Meter meter) {
    return new Timing(
        meter, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400);
  }

  public void record(Duration took, String... labels) {
    recordNanos(took.toNanos(), labels);
  }

  public void recordNanos(long took, String... labels) {
    long nanos = Math.max(0, took);
    int found = Arrays.binarySearch(boundNanos, nanos);
    cells.of(labels).add(found < 0 ? -found - 1 : found, nanos);
  }

  @Override
  public void tell(Readings readings) {
    cells.forEach(
        (labels, cell) -> readings.distribution(meter, cell.distribution(bounds), labels));
  }

  /** Forgets those whose label has another value than these, such as things that are no more. */
  public void keep(String label, List<String> values) {
    cells.keep(meter.labels().indexOf(label), values);
  }

  private static final class Cell {
    private final List<LongAdder> counts;
    private final LongAdder nanos = new LongAdder();

    Cell(int size) {
      counts = IntStream.range(0, size).mapToObj(i -> new LongAdder()).toList();
    }

    void add(int bucket, long took) {
      counts.get(bucket).increment();
      nanos.add(took);
    }

    Distribution distribution(List<Double> bounds) {
      List<Long> now = new ArrayList<>();
      counts.forEach(count -> now.add(count.sum()));
      return new Distribution(bounds, now, nanos.sum() / NANOS);
    }
  }
}

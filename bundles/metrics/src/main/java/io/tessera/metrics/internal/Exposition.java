package io.tessera.metrics.internal;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as Prometheus' library knows them. Used once, by one thread. */
final class Exposition implements Readings {
  private record Point(List<String> labels, double value, Distribution distribution) {}

  private final Map<Meter, List<Point>> points = new LinkedHashMap<>();

  @Override
  public void value(Meter meter, double value, List<String> labels) {
    add(meter, new Point(labels, value, new Distribution(List.of(), List.of(0L), 0)));
  }

  @Override
  public void distribution(Meter meter, Distribution distribution, List<String> labels) {
    add(meter, new Point(labels, 0, distribution));
  }

  private void add(Meter meter, Point point) {
    points.computeIfAbsent(meter, m -> new ArrayList<>()).add(point);
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    points.forEach((meter, its) -> all.add(snapshot(meter, its)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(Meter meter, List<Point> points) {
    MetricMetadata name = new MetricMetadata(meter.name(), meter.help());
    return switch (meter.kind()) {
      case COUNTER ->
          new CounterSnapshot(
              name,
              points.stream()
                  .map(p -> new CounterDataPointSnapshot(p.value(), labels(meter, p), null, 0L))
                  .toList());
      case GAUGE ->
          new GaugeSnapshot(
              name,
              points.stream()
                  .map(p -> new GaugeDataPointSnapshot(p.value(), labels(meter, p), null))
                  .toList());
      case HISTOGRAM ->
          new HistogramSnapshot(
              name, points.stream().map(p -> histogram(p, labels(meter, p))).toList());
    };
  }

  private static HistogramDataPointSnapshot histogram(Point point, Labels labels) {
    Distribution told = point.distribution();
    List<Double> bounds = new ArrayList<>(told.bounds());
    bounds.add(Double.POSITIVE_INFINITY);
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, told.counts()))
        .sum(told.sum())
        .labels(labels)
        .build();
  }

  private static Labels labels(Meter meter, Point point) {
    return Labels.of(meter.labels(), point.labels());
  }
}

package io.tessera.telemetry.internal;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.Readings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures as OpenTelemetry knows them. A unit stands beside the name, not in it: what writes them
 * for Prometheus puts it back, so that both ways lead to the same names. Used once, by one thread.
 */
final class Figures implements Readings {
  private static final Map<String, String> UNITS = Map.of("_seconds", "s", "_bytes", "By");

  private final Map<Meter, List<DoublePointData>> values = new LinkedHashMap<>();
  private final Map<Meter, List<HistogramPointData>> distributions = new LinkedHashMap<>();
  private final Resource resource;
  private final long since;
  private final long now;

  /**
   * @param since when everything began to be counted
   */
  Figures(Resource resource, Instant since, Instant now) {
    this.resource = resource;
    this.since = Nanos.of(since);
    this.now = Nanos.of(now);
  }

  @Override
  public void value(Meter meter, double value, List<String> labels) {
    values
        .computeIfAbsent(meter, m -> new ArrayList<>())
        .add(DoublePointData.create(since, now, attributes(meter, labels), value, List.of()));
  }

  @Override
  public void distribution(Meter meter, Distribution distribution, List<String> labels) {
    distributions
        .computeIfAbsent(meter, m -> new ArrayList<>())
        .add(
            HistogramPointData.create(
                since,
                now,
                attributes(meter, labels),
                distribution.sum(),
                false,
                0,
                false,
                0,
                distribution.bounds(),
                distribution.counts()));
  }

  private static Attributes attributes(Meter meter, List<String> labels) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < labels.size(); i++) {
      attributes.put(AttributeKey.stringKey(meter.labels().get(i)), labels.get(i));
    }
    return attributes.build();
  }

  List<MetricData> all() {
    List<MetricData> all = new ArrayList<>();
    values.forEach((meter, points) -> all.add(values(meter, points)));
    distributions.forEach(
        (meter, points) ->
            all.add(
                told(
                    meter,
                    MetricDataType.HISTOGRAM,
                    HistogramData.create(AggregationTemporality.CUMULATIVE, points))));
    return all;
  }

  private MetricData values(Meter meter, List<DoublePointData> points) {
    return meter.kind() == Meter.Kind.COUNTER
        ? told(
            meter,
            MetricDataType.DOUBLE_SUM,
            SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points))
        : told(meter, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points));
  }

  private ToldMetric told(Meter meter, MetricDataType type, Data<?> data) {
    String name = meter.name();
    String unit = "";
    for (Map.Entry<String, String> known : UNITS.entrySet()) {
      if (name.endsWith(known.getKey())) {
        unit = known.getValue();
        name = name.substring(0, name.length() - known.getKey().length());
      }
    }
    return new ToldMetric(resource, name.replace('_', '.'), meter.help(), unit, type, data);
  }
}

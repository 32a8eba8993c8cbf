package io.tessera.health.internal;

import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSources;
import io.tessera.metering.Readings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All figures at one moment. */
final class Moment implements Readings {
  /** Of which meter with which labels. */
  private record Key(String meter, List<String> labels) {}

  private final Map<String, List<Key>> keys = new HashMap<>();
  private final Map<Key, Double> values = new HashMap<>();
  private final Map<Key, Distribution> distributions = new HashMap<>();

  static Moment of(MeterSources sources) {
    Moment moment = new Moment();
    sources.tell(moment);
    return moment;
  }

  @Override
  public void value(Meter meter, double value, List<String> labels) {
    values.put(key(meter, labels), value);
  }

  @Override
  public void distribution(Meter meter, Distribution distribution, List<String> labels) {
    distributions.put(key(meter, labels), distribution);
  }

  private Key key(Meter meter, List<String> labels) {
    Key key = new Key(meter.name(), labels);
    keys.computeIfAbsent(meter.name(), name -> new ArrayList<>()).add(key);
    return key;
  }

  /** One figure; 0 when nobody told it. */
  double value(String meter, String... labels) {
    return values.getOrDefault(new Key(meter, List.of(labels)), 0.0);
  }

  /** The values of a meter with certain labels together; empty when nobody told any. */
  Optional<Double> sum(String meter, Predicate<List<String>> which) {
    return keys.getOrDefault(meter, List.of()).stream()
        .filter(key -> which.test(key.labels()))
        .map(key -> values.getOrDefault(key, 0.0))
        .reduce(Double::sum);
  }

  /** The distributions of a meter with certain labels together. */
  Optional<Distribution> distribution(String meter, Predicate<List<String>> which) {
    return keys.getOrDefault(meter, List.of()).stream()
        .filter(key -> which.test(key.labels()))
        .flatMap(key -> Optional.ofNullable(distributions.get(key)).stream())
        .reduce(Moment::plus);
  }

  private static Distribution plus(Distribution one, Distribution other) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < one.counts().size(); i++) {
      counts.add(one.counts().get(i) + other.counts().get(i));
    }
    return new Distribution(one.bounds(), counts, one.sum() + other.sum());
  }

  /** The values of a meter's first label. */
  TreeSet<String> first(String meter) {
    TreeSet<String> first = new TreeSet<>();
    keys.getOrDefault(meter, List.of()).forEach(key -> first.add(key.labels().get(0)));
    return first;
  }
}

package io.tessera.health.internal;

import io.tessera.metering.Distribution;
import io.tessera.metering.MeterSources;
import io.tessera.provisioning.api.admin.Health.Course;
import io.tessera.provisioning.api.admin.Health.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The course of the last hour in steps of a quarter of a minute. A moment at which nobody looked,
 * such as while the process stood still, stays empty.
 */
final class Ring {
  static final Duration STEP = Duration.ofSeconds(15);
  static final Moment NOTHING = Moment.of(new MeterSources());

  private static final Duration LONGEST = Duration.ofHours(1);

  /** More targets than this would be more than anybody looks at, and memory besides. */
  private static final int MOST_TARGETS = 100;

  private record Key(String name, String target, String unit) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : target.compareTo(other.target);
    }
  }

  private record Sample(long slot, Map<Key, Double> values) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Moment before = NOTHING;
  private long slotBefore = -1;

  synchronized void add(Instant at, Moment moment) {
    long slot = slot(at);
    if (slot == slotBefore) {
      return;
    }
    samples.addLast(new Sample(slot, values(moment, slot)));
    while (samples.getFirst().slot() < slot - LONGEST.dividedBy(STEP)) {
      samples.removeFirst();
    }
    before = moment;
    slotBefore = slot;
  }

  synchronized Course course(Duration back, Instant now) {
    long steps = Math.max(1, Math.min(back.dividedBy(STEP), LONGEST.dividedBy(STEP)));
    // Between two looks the present step is no gap; nobody has looked yet.
    long last = slot(now) - slotBefore == 1 ? slotBefore : slot(now);
    long first = last - steps + 1;
    Map<Key, List<Optional<Double>>> series = new TreeMap<>();
    for (Sample sample : samples) {
      int place = (int) (sample.slot() - first);
      if (place >= 0 && place < steps) {
        sample
            .values()
            .forEach(
                (key, value) ->
                    series
                        .computeIfAbsent(key, k -> empty((int) steps))
                        .set(place, Optional.of(value)));
      }
    }
    List<Series> told = new ArrayList<>();
    series.forEach(
        (key, values) ->
            told.add(
                new Series(
                    key.name(), key.target().isEmpty() ? null : key.target(), key.unit(), values)));
    return new Course(Instant.ofEpochMilli(first * STEP.toMillis()), STEP, told);
  }

  private static List<Optional<Double>> empty(int size) {
    List<Optional<Double>> empty = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      empty.add(Optional.empty());
    }
    return empty;
  }

  private static long slot(Instant at) {
    return at.toEpochMilli() / STEP.toMillis();
  }

  private Map<Key, Double> values(Moment now, long slot) {
    Map<Key, Double> values = new TreeMap<>();
    put(values, "heapUsed", "", "bytes", now.sum("jvm_memory_used_bytes", l -> l.contains("heap")));
    put(values, "cpuShare", "", "share", now.sum("process_cpu_share", l -> true));
    put(values, "threads", "", "", now.sum("jvm_threads_current", l -> true));
    put(
        values,
        "databaseConnections",
        "",
        "",
        now.sum("tessera_database_connections", l -> l.contains("active")));
    put(values, "auditWaiting", "", "", now.sum("tessera_audit_waiting", l -> true));
    TreeSet<String> targets = now.first("tessera_queue_operations");
    targets.stream()
        .limit(MOST_TARGETS)
        .forEach(
            target -> {
              put(
                  values,
                  "queueWaiting",
                  target,
                  "",
                  now.sum("tessera_queue_operations", List.of(target, "waiting")::equals));
              put(
                  values,
                  "queueOldest",
                  target,
                  "s",
                  now.sum("tessera_queue_oldest_seconds", List.of(target)::equals));
            });
    if (slotBefore == slot - 1) {
      rates(values, now, targets);
    }
    return values;
  }

  /** What needs the moment before. */
  private void rates(Map<Key, Double> values, Moment now, TreeSet<String> targets) {
    String requests = "tessera_http_requests";
    put(values, "requests", "", "1/s", rate(now, requests, l -> true));
    put(values, "requestErrors", "", "1/s", rate(now, requests, l -> l.get(3).startsWith("5")));
    put(
        values,
        "requestP95",
        "",
        "s",
        p95(now, "tessera_http_request_duration_seconds", labels -> true));
    targets.stream()
        .limit(MOST_TARGETS)
        .forEach(
            target -> {
              String operations = "tessera_operations";
              put(
                  values,
                  "delivered",
                  target,
                  "1/s",
                  rate(now, operations, List.of(target, "delivered")::equals));
              put(
                  values,
                  "failed",
                  target,
                  "1/s",
                  rate(
                      now,
                      operations,
                      l ->
                          l.get(0).equals(target)
                              && List.of("retried", "dead").contains(l.get(1))));
              put(
                  values,
                  "callP95",
                  target,
                  "s",
                  p95(now, "tessera_target_call_seconds", l -> l.get(0).equals(target)));
            });
  }

  private static void put(
      Map<Key, Double> values, String name, String target, String unit, Optional<Double> value) {
    value.ifPresent(v -> values.put(new Key(name, target, unit), v));
  }

  /** Nobody told it: nothing happened yet. */
  private Optional<Double> rate(Moment now, String meter, Predicate<List<String>> which) {
    double grown = now.sum(meter, which).orElse(0.0) - before.sum(meter, which).orElse(0.0);
    return Optional.of(Math.max(0, grown) / STEP.toSeconds());
  }

  /** Below which nineteen of twenty lay, by the bounds they were counted in. */
  private Optional<Double> p95(Moment now, String meter, Predicate<List<String>> which) {
    Optional<Distribution> present = now.distribution(meter, which);
    if (present.isEmpty()) {
      return Optional.empty();
    }
    List<Long> counts = new ArrayList<>(present.get().counts());
    before
        .distribution(meter, which)
        .ifPresent(
            old -> {
              for (int i = 0; i < counts.size(); i++) {
                counts.set(i, Math.max(0, counts.get(i) - old.counts().get(i)));
              }
            });
    return quantile(present.get().bounds(), counts);
  }

  private static Optional<Double> quantile(List<Double> bounds, List<Long> counts) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return Optional.empty();
    }
    double rank = all * .95;
    long seen = 0;
    for (int i = 0; i < bounds.size(); i++) {
      long here = counts.get(i);
      if (here > 0 && seen + here >= rank) {
        double low = i == 0 ? 0 : bounds.get(i - 1);
        return Optional.of(low + (bounds.get(i) - low) * (rank - seen) / here);
      }
      seen += here;
    }
    return Optional.of(bounds.get(bounds.size() - 1));
  }
}

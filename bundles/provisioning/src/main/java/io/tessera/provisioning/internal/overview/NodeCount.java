package io.tessera.provisioning.internal.overview;

import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.provisioning.internal.delivery.DeliveryFigures;
import io.tessera.store.spi.Tallies.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What this node has delivered and not written down yet. Used by one thread. */
final class NodeCount {
  private final MeterSource figures;
  private final Function<String, Optional<UUID>> targets;

  /** By the labels of the counters. */
  private final Map<List<String>, Double> written = new HashMap<>();

  /**
   * @param figures counters of operations, by the target's name and the outcome
   * @param targets which target has a name
   */
  NodeCount(MeterSource figures, Function<String, Optional<UUID>> targets) {
    this.figures = figures;
    this.targets = targets;
  }

  /** What has been counted since it was written down last. */
  Unwritten look() {
    Unwritten unwritten = new Unwritten();
    figures.tell(unwritten);
    return unwritten;
  }

  /** Of one moment. */
  final class Unwritten implements Readings {
    private final Map<List<String>, Double> now = new HashMap<>();
    private final Map<Optional<UUID>, Ended> ended = new HashMap<>();

    /** One for each target where something ended. */
    List<Tally> tallies(Instant hour, String node) {
      return ended.entrySet().stream()
          .map(
              of ->
                  new Tally(
                      hour,
                      node,
                      of.getKey().orElse(null),
                      of.getValue().delivered(),
                      of.getValue().failed()))
          .toList();
    }

    /** It is written down now. */
    void settle() {
      written.putAll(now);
    }

    @Override
    public void value(Meter meter, double value, List<String> labels) {
      if (!meter.name().equals(DeliveryFigures.OPERATIONS)) {
        return;
      }
      now.put(labels, value);
      long more = Math.max(0, Math.round(value - written.getOrDefault(labels, 0.0)));
      counted(labels.get(1), more)
          .forEach(some -> ended.merge(targets.apply(labels.get(0)), some, Ended::plus));
    }

    /** Empty where nothing has ended. */
    private static Stream<Ended> counted(String outcome, long more) {
      return more == 0
          ? Stream.empty()
          : switch (outcome) {
            case "delivered", "superseded" -> Stream.of(new Ended(more, 0));
            case "dead" -> Stream.of(new Ended(0, more));
            default -> Stream.empty(); // neither the one nor the other yet
          };
    }

    @Override
    public void distribution(Meter meter, Distribution distribution, List<String> labels) {
      // Only counts are tallied.
    }
  }
}

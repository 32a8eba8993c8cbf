package io.tessera.provisioning.internal.overview;

import io.tessera.store.spi.Tallies.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * What all nodes have written down of deliveries, target by target. An hour to which nobody adds
 * any more is read once: there are as many rows as hours, nodes and targets. Used by one thread.
 */
final class DeliveredHours {
  private final TreeMap<Instant, Told> hours = new TreeMap<>();
  private Instant settled = Instant.EPOCH;

  /** Of one hour. */
  private static final class Told {
    private final Map<UUID, Ended> targets = new HashMap<>();
    private Ended all = Ended.NOTHING;

    private void add(Tally tally) {
      Ended more = new Ended(tally.delivered(), tally.failed());
      all = all.plus(more);
      tally.targetIfKnown().ifPresent(target -> targets.merge(target, more, Ended::plus));
    }
  }

  /**
   * Reads what may have changed.
   *
   * @param oldest the first hour anybody asks for
   * @param open the first hour to which somebody may add still
   * @param since tells what was written down from an hour on
   */
  void read(Instant oldest, Instant open, Function<Instant, List<Tally>> since) {
    hours.headMap(oldest).clear();
    Instant from = settled.isBefore(oldest) ? oldest : settled;
    List<Tally> told = since.apply(from);
    hours.tailMap(from, true).clear();
    told.forEach(tally -> hours.computeIfAbsent(tally.hour(), hour -> new Told()).add(tally));
    settled = open;
  }

  HourOfAll hour(Instant hour, long accepted) {
    Told told = hours.getOrDefault(hour, new Told());
    return new HourOfAll(hour, accepted, told.all, told.targets);
  }
}

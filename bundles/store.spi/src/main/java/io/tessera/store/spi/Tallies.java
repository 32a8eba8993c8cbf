package io.tessera.store.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** How many operations ended how in each hour, as the nodes counted; kept for some days. */
@ConsumerType
public interface Tallies {
  /**
   * Adds to what a node has counted, all together.
   *
   * @param tallies at most one of each hour, node and target
   */
  void add(List<Tally> tallies);

  /** Hour by hour, each node's and target's. */
  List<Tally> since(Instant hour);

  /**
   * Forgets hours that are long over.
   *
   * @return how many rows were forgotten
   */
  int purge(Instant before);

  /**
   * What one node counted of one target in one hour.
   *
   * @param hour its begin
   * @param target null when nobody knows any more
   * @param delivered operations the target has
   * @param failed operations that wait for a person since then
   */
  record Tally(Instant hour, String node, @Nullable UUID target, long delivered, long failed) {
    public Optional<UUID> targetIfKnown() {
      return Optional.ofNullable(target);
    }
  }
}

package io.tessera.store.spi;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** How many operations ended how in each hour, as the nodes counted; kept for some days. */
@ConsumerType
public interface Tallies {
  /** Adds to what a node has counted in that hour. */
  void add(Tally tally);

  /** Hour by hour, each node's. */
  List<Tally> since(Instant hour);

  /**
   * Forgets hours that are long over.
   *
   * @return how many rows were forgotten
   */
  int purge(Instant before);

  /**
   * What one node counted in one hour.
   *
   * @param hour its begin
   * @param delivered operations the target has
   * @param failed operations that wait for a person since then
   */
  record Tally(Instant hour, String node, long delivered, long failed) {}
}

package io.tessera.metering;

import java.util.List;

/**
 * How many values lay in which bounds.
 *
 * @param bounds upper bounds, growing
 * @param counts of values up to each bound and above the one before; one more than bounds, for what
 *     lay above the last
 * @param sum of all values
 */
public record Distribution(List<Double> bounds, List<Long> counts, double sum) {
  public Distribution {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(counts.size() + " counts of " + bounds.size() + " bounds");
    }
  }

  /** How many values there were. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}

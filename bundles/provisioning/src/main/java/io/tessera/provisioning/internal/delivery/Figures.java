package io.tessera.provisioning.internal.delivery;

import java.util.BitSet;

/** How the last operations of a connector ended. Not safe for several threads. */
final class Figures {
  /** Of an old version only what it did lately is told. */
  private static final int MOST = 1_000;

  /**
   * How sure one has to be that a share is not an accident: one in 200 (the one-sided normal
   * quantile of 0.995).
   */
  private static final double SURE = 2.576;

  private final BitSet failed = new BitSet(MOST);
  private int next;
  private int made;
  private int failures;

  void add(boolean failure) {
    if (made == MOST) {
      failures -= failed.get(next) ? 1 : 0;
    } else {
      made++;
    }
    failed.set(next, failure);
    failures += failure ? 1 : 0;
    next = (next + 1) % MOST;
  }

  int made() {
    return made;
  }

  int failures() {
    return failures;
  }

  /**
   * The share of failures, as if one more operation had failed and one more had not: with no
   * operations at all nothing is known, which is one half.
   */
  double expected() {
    return (failures + 1.0) / (made + 2.0);
  }

  /**
   * The least share of failures that the figures are likely to stand for (lower bound of the Wilson
   * score interval).
   */
  double atLeast() {
    double share = (double) failures / made;
    double square = SURE * SURE;
    double middle = share + square / (2 * made);
    double spread = SURE * Math.sqrt((share * (1 - share) + square / (4 * made)) / made);
    return (middle - spread) / (1 + square / made);
  }

  @Override
  public String toString() {
    return failures + " of " + made + " operations failed";
  }
}

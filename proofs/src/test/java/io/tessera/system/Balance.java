package io.tessera.system;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference between what was acknowledged and what is there.
 *
 * @param lost acknowledged, and missing or older in the store or in a target
 * @param surplus there, and never acknowledged
 * @param doubled accounts that were created more than once
 * @param disordered an older state that was written after a newer one
 */
record Balance(
    List<String> lost, List<String> surplus, List<String> doubled, List<String> disordered) {
  private static final int SHOWN = 20;
  static final Balance EVEN = new Balance(List.of(), List.of(), List.of(), List.of());

  Balance plus(Balance other) {
    return new Balance(
        both(lost, other.lost),
        both(surplus, other.surplus),
        both(doubled, other.doubled),
        both(disordered, other.disordered));
  }

  private static List<String> both(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Without what no target can be kept from doing when a call comes late; the end counts. */
  Balance setRight() {
    return new Balance(lost, surplus, List.of(), List.of());
  }

  void requireEven() {
    if (!EVEN.equals(this)) {
      throw new AssertionError(
          "lost "
              + first(lost)
              + "\nsurplus "
              + first(surplus)
              + "\ndoubled "
              + first(doubled)
              + "\nout of order "
              + first(disordered));
    }
  }

  private static String first(List<String> all) {
    return all.size() + ": " + all.subList(0, Math.min(SHOWN, all.size()));
  }
}

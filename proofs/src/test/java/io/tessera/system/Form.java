package io.tessera.system;

/**
 * How much is tried: the short form is for every build, the long one for the figures that are
 * published. The system property {@code tessera.proofs} chooses, {@code tessera.proofs.trials}
 * overrides the number of trials of both.
 */
final class Form {
  private Form() {}

  static boolean isLong() {
    return "long".equals(System.getProperty("tessera.proofs"));
  }

  static int trials(int inShort, int inLong) {
    return Integer.getInteger("tessera.proofs.trials", pick(inShort, inLong));
  }

  /** A size that is no number of trials. */
  static int pick(int inShort, int inLong) {
    return isLong() ? inLong : inShort;
  }
}

package io.tessera.telemetry.internal;

/**
 * Which traces are kept, where not all are: a trace on every node or on none. OpenTelemetry's own
 * sampler by ratio looks at the half of the id in which a UUID has fixed bits, and keeps none below
 * one half; this one looks at the other half.
 */
final class Share {
  private static final int RANDOM_BITS = 48;

  private final double ratio;

  /**
   * @param ratio from 0 for none to 1 for all
   */
  Share(double ratio) {
    this.ratio = ratio;
  }

  /** Whether the trace of a change is kept; asked by the thread that makes the change. */
  boolean takes(String causality) {
    if (ratio >= 1) {
      return true;
    }
    long random = Place.traceOf(causality).getMostSignificantBits() >>> Long.SIZE - RANDOM_BITS;
    return random < ratio * (1L << RANDOM_BITS);
  }
}

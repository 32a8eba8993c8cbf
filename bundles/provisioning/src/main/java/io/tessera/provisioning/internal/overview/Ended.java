package io.tessera.provisioning.internal.overview;

/**
 * How many operations ended how.
 *
 * @param delivered the target has them
 * @param failed they wait for a person
 */
record Ended(long delivered, long failed) {
  static final Ended NOTHING = new Ended(0, 0);

  Ended plus(Ended more) {
    return new Ended(delivered + more.delivered, failed + more.failed);
  }
}

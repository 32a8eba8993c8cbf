package io.tessera.store.jpa.internal;

import io.tessera.store.spi.LaneKey;
import java.util.Comparator;

/** The one order in which lanes are locked. */
final class LaneOrder {
  private static final Comparator<LaneKey> ORDER =
      Comparator.<LaneKey, String>comparing(key -> key.target().toString())
          .thenComparing(key -> key.resource().toString());

  private LaneOrder() {}

  static int compare(LaneKey one, LaneKey other) {
    return ORDER.compare(one, other);
  }
}

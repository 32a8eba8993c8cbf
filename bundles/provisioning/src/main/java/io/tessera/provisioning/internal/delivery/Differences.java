package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.TargetAttributes;
import java.util.HashSet;
import java.util.List;

/** In what an account differs from what it should be. */
final class Differences {
  private Differences() {}

  /** Names of attributes that are there with other values, whatever their order. */
  static List<String> between(TargetAttributes wanted, TargetAttributes observed) {
    return wanted.names().stream()
        .filter(observed::has)
        .filter(name -> !new HashSet<>(wanted.all(name)).equals(new HashSet<>(observed.all(name))))
        .toList();
  }
}

package io.tessera.store.spi;

import java.util.Set;
import java.util.UUID;

/**
 * What a change means for the targets.
 *
 * @param brought those that get the state after it
 * @param ended those where the account ends although the resource lives on
 * @param recalled those among the brought where the account had been ended before: an end that is
 *     put off keeps them waiting no longer
 */
public record Destinations(Set<UUID> brought, Set<UUID> ended, Set<UUID> recalled) {
  public static final Destinations NONE = new Destinations(Set.of(), Set.of(), Set.of());

  public Destinations {
    brought = Set.copyOf(brought);
    ended = Set.copyOf(ended);
    recalled = Set.copyOf(recalled);
  }

  /** Nothing ends, nothing comes back. */
  public static Destinations to(Set<UUID> targets) {
    return new Destinations(targets, Set.of(), Set.of());
  }

  public boolean isEmpty() {
    return brought.isEmpty() && ended.isEmpty();
  }
}

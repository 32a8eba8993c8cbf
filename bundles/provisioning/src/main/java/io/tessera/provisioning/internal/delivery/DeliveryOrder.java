package io.tessera.provisioning.internal.delivery;

import io.tessera.provisioning.internal.configuration.Prerequisite;
import io.tessera.store.spi.Lanes.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * In which order targets get a change: those that depend on others get it after them, and lose it
 * before them.
 */
final class DeliveryOrder {
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final Duration MUCH_LATER = Duration.ofSeconds(30);

  private final Route route;
  private final Step step;

  DeliveryOrder(Route route, Step step) {
    this.route = route;
    this.step = step;
  }

  /**
   * @param delay until it is worth looking again
   */
  record Wait(Duration delay, String detail) {}

  /** For whom the step has to wait; empty when for nobody. */
  Optional<Wait> first() {
    List<Prerequisite> others = step.isDeletion() ? route.followers() : route.prerequisites();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    Map<UUID, Standing> standing =
        route
            .lanes()
            .standing(
                step.lane().key().resource(), others.stream().map(Prerequisite::target).toList());
    for (Prerequisite other : others) {
      Standing there = standing.get(other.target());
      Optional<Wait> wait = there == null ? Optional.empty() : wait(other, there);
      if (wait.isPresent()) {
        return wait;
      }
    }
    return Optional.empty();
  }

  private Optional<Wait> wait(Prerequisite other, Standing there) {
    boolean open = there.openVersion() != 0 && there.openVersion() <= step.last().version();
    boolean waits =
        open
            && switch (other.order()) {
              case STRICT -> true;
              case RELAXED -> !there.held();
              case ORDER_ONLY -> !there.held() && there.attempts() == 0;
            };
    return waits
        ? Optional.of(new Wait(delay(there), "Waits for target " + other.name() + "."))
        : Optional.empty();
  }

  /** Who is in trouble will be for a while. */
  private static Duration delay(Standing there) {
    if (there.held()) {
      return MUCH_LATER;
    }
    return there.attempts() > 0 ? LATER : SOON;
  }
}

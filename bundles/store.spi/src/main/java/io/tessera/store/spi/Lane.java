package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lane that was leased, with the operations at its head.
 *
 * @param epoch grows with each lease; a completion with an older one is refused
 * @param attempts tries of the operation at the head so far
 * @param queue oldest first, at most {@link #MAX_QUEUE}; never empty
 * @param link null when there is no account yet
 */
public record Lane(
    LaneKey key, long epoch, int attempts, List<Queued> queue, @Nullable AccountLink link) {

  /** Most operations that are handed out with one lease. */
  public static final int MAX_QUEUE = 16;

  public Lane {
    queue = List.copyOf(queue);
  }

  public Optional<AccountLink> linkIfAny() {
    return Optional.ofNullable(link);
  }

  /**
   * One waiting operation.
   *
   * @param state attributes after the change; before it, for a deletion
   * @param members who joined and left with it
   */
  public record Queued(
      UUID operation,
      UUID change,
      String causality,
      long version,
      Change.Kind kind,
      Attributes state,
      MembershipDelta members) {}
}

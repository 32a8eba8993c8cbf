package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import java.time.Instant;
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
 * @param awaited what the target said it would finish; null when nothing is pending there
 * @param approvedVersion removals up to this version were allowed by a person; 0 for none
 */
public record Lane(
    LaneKey key,
    long epoch,
    int attempts,
    List<Queued> queue,
    @Nullable AccountLink link,
    @Nullable Awaited awaited,
    long approvedVersion) {

  /** Most operations that are handed out with one lease. */
  public static final int MAX_QUEUE = 16;

  public Lane {
    queue = List.copyOf(queue);
  }

  /** A lane where nothing is pending and nothing was approved. */
  public Lane(
      LaneKey key, long epoch, int attempts, List<Queued> queue, @Nullable AccountLink link) {
    this(key, epoch, attempts, queue, link, null, 0);
  }

  public Optional<Awaited> awaitedIfAny() {
    return Optional.ofNullable(awaited);
  }

  public Optional<AccountLink> linkIfAny() {
    return Optional.ofNullable(link);
  }

  /**
   * A call that the target will finish.
   *
   * @param reference under which to ask again
   * @param version up to which version of the identity the call carried the operations
   */
  public record Awaited(String reference, long version) {}

  /**
   * One waiting operation.
   *
   * @param state attributes after the change; before it, for a deletion
   * @param members who joined and left with it
   * @param created by the database's clock
   * @param sealedPassword the password that goes with it; null when none does
   */
  public record Queued(
      UUID operation,
      UUID change,
      String causality,
      long version,
      Change.Kind kind,
      Attributes state,
      MembershipDelta members,
      Instant created,
      @Nullable String sealedPassword) {
    /** Without a password. */
    public Queued(
        UUID operation,
        UUID change,
        String causality,
        long version,
        Change.Kind kind,
        Attributes state,
        MembershipDelta members,
        Instant created) {
      this(operation, change, causality, version, kind, state, members, created, null);
    }

    /** The same with another state. */
    public Queued with(Attributes other) {
      return new Queued(
          operation, change, causality, version, kind, other, members, created, sealedPassword);
    }
  }
}

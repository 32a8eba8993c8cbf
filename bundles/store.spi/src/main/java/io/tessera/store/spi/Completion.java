package io.tessera.store.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a leased lane. Ends the lease.
 *
 * @param finished operations that are done with
 * @param next what to do with the rest of the lane
 * @param link the account link from now on; see {@link LinkChange}
 * @param attempts the calls that were made, for people
 */
public record Completion(
    LaneKey key,
    long epoch,
    List<Finished> finished,
    Next next,
    LinkChange link,
    List<Attempt> attempts) {
  public Completion {
    finished = List.copyOf(finished);
    attempts = List.copyOf(attempts);
  }

  /** Without a word about the calls. */
  public Completion(LaneKey key, long epoch, List<Finished> finished, Next next, LinkChange link) {
    this(key, epoch, finished, next, link, List.of());
  }

  /** The same with the calls that were made. */
  public Completion withAttempts(List<Attempt> made) {
    return new Completion(key, epoch, finished, next, link, made);
  }

  /** How an operation ended. */
  public enum End {
    DONE,
    SUPERSEDED
  }

  /**
   * @param detail for people, e.g. that an account was adopted; no secrets
   */
  public record Finished(UUID operation, End end, String detail) {}

  /** When the lane is worked on again. */
  public sealed interface Next {
    /** At once, if it has more. */
    record Continue() implements Next {}

    /**
     * The operation at the head is tried again.
     *
     * @param attempts tries so far
     * @param failure kind of the failure; empty when it was none
     */
    record Retry(Duration delay, int attempts, String failure, String detail) implements Next {
      public Retry(Duration delay, int attempts, String detail) {
        this(delay, attempts, "", detail);
      }
    }

    /**
     * The operation at the head is dead; the lane waits until a person decides, or until a later
     * change of the same resource has it tried again.
     *
     * @param failure kind of the failure; empty when it was none
     */
    record Hold(int attempts, String failure, String detail) implements Next {
      public Hold(int attempts, String detail) {
        this(attempts, "", detail);
      }
    }

    /**
     * The target will finish the operations up to a version; it is asked again.
     *
     * @param attempts tries so far
     */
    record Await(Lane.Awaited awaited, Duration checkAfter, int attempts, String detail)
        implements Next {}

    /**
     * The lane joins a batch of removals that waits for a person. When the batch has been decided
     * meanwhile, the lane is worked on again at once.
     *
     * @param attempts tries of the operation at the head so far
     */
    record Guard(UUID batch, int attempts, String detail) implements Next {}
  }

  /** What happens to the account link. */
  public sealed interface LinkChange {
    LinkChange KEEP = new Keep();

    record Keep() implements LinkChange {}

    /**
     * When there was none before, and the resource is a member of groups that are linked at this
     * target, an operation that adds the member is put at the end of each such group's lane, in the
     * same transaction. An account that is linked with another resource is refused: the operation
     * at the head is dead then, and nothing else of the completion takes effect.
     */
    record Put(AccountLink link) implements LinkChange {}

    record Remove() implements LinkChange {}
  }

  public static Completion done(LaneKey key, long epoch, List<Finished> all, LinkChange link) {
    return new Completion(key, epoch, all, new Next.Continue(), link);
  }

  /** The link to put, if this completion puts one. */
  public Optional<AccountLink> linkPut() {
    @Nullable AccountLink put = link instanceof LinkChange.Put p ? p.link() : null;
    return Optional.ofNullable(put);
  }
}

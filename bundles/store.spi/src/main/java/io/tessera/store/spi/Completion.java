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
 */
public record Completion(
    LaneKey key, long epoch, List<Finished> finished, Next next, LinkChange link) {
  public Completion {
    finished = List.copyOf(finished);
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
     */
    record Retry(Duration delay, int attempts, String detail) implements Next {}

    /** The operation at the head is dead; the lane waits until a person decides. */
    record Hold(int attempts, String detail) implements Next {}
  }

  /** What happens to the account link. */
  public sealed interface LinkChange {
    LinkChange KEEP = new Keep();

    record Keep() implements LinkChange {}

    /**
     * When there was none before, and the resource is a member of groups that are linked at this
     * target, an operation that adds the member is put at the end of each such group's lane, in the
     * same transaction.
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

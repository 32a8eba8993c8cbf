package io.tessera.store.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Counts the accounts that are deleted or disabled, and keeps those back that would be too many
 * until a person has decided. All nodes count together.
 */
@ConsumerType
public interface Removals {
  /**
   * Asks for leave to remove accounts at a target. When there is none, a batch is open from now on,
   * and nothing is granted until it is decided.
   *
   * @param wanted how many
   * @param most how many may be removed within the window
   * @param reason told to the person who decides, when a batch is opened
   */
  Grant reserve(UUID target, int wanted, int most, Duration window, String reason);

  /** How many accounts there are at a target. */
  long accounts(UUID target);

  /**
   * Newest first.
   *
   * @param target null for all
   * @param state null for all
   * @param limit most batches to answer
   */
  List<Batch> batches(@Nullable UUID target, @Nullable State state, int limit);

  Optional<Batch> batch(UUID id);

  /**
   * Lets what the batch holds back go on; counting begins anew.
   *
   * @param record of it, whose actor lets it go on
   * @return false when it is not open
   */
  boolean allow(UUID batch, Deed record);

  /**
   * Discards the operations the batch holds back; the accounts stay as they are.
   *
   * @param record of it, whose actor rejects it
   * @return false when it is not open
   */
  boolean reject(UUID batch, String reason, Deed record);

  /**
   * @param granted how many may be removed now, at most as many as were wanted
   * @param batch the open batch; null when any were granted
   */
  record Grant(int granted, @Nullable UUID batch) {}

  /** Where a batch is. */
  enum State {
    OPEN,
    ALLOWED,
    REJECTED
  }

  /**
   * Removals that wait for a person, or waited.
   *
   * @param operations how many there are or were
   * @param decided null while it is open
   * @param decidedBy null while it is open
   * @param remark why it was rejected
   */
  record Batch(
      UUID id,
      UUID target,
      State state,
      Instant opened,
      String reason,
      int operations,
      @Nullable Instant decided,
      @Nullable String decidedBy,
      @Nullable String remark) {}
}

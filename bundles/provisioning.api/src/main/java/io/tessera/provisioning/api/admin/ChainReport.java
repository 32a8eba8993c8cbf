package io.tessera.provisioning.api.admin;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the audit chain found.
 *
 * @param verified how many records are as they were sealed
 * @param until the last of those; null when there is none
 * @param complete whether it is the last there is; else go on from there
 * @param fault where the chain breaks first; null when it does not
 * @param waiting records that are not sealed yet
 * @param strays records that are neither sealed nor wait for it: nobody knows where they come from
 */
public record ChainReport(
    long verified,
    @Nullable ChainPlace until,
    boolean complete,
    @Nullable Fault fault,
    long waiting,
    long strays) {

  /**
   * Where and why the chain breaks.
   *
   * @param position 0 for a record that disappeared before it was sealed
   * @param record the record that was sealed there; null when nobody can tell
   */
  public record Fault(long position, @Nullable UUID record, Reason reason) {}

  /** Why the chain breaks. */
  public enum Reason {
    /** The record is not what was sealed. */
    CHANGED,
    /** What the record holds of before or after is not what was sealed. */
    PAYLOAD_CHANGED,
    /** What the record held is gone, and nobody erased it. */
    PAYLOAD_LOST,
    /** The record is gone. */
    MISSING,
    /** A position is gone. */
    GAP,
    /** The link does not follow from the one before: positions were swapped or made up. */
    RELINKED,
    /** The chain does not hold the place to go on from. */
    ANCHOR
  }

  public Optional<ChainPlace> untilIfAny() {
    return Optional.ofNullable(until);
  }

  public Optional<Fault> faultIfAny() {
    return Optional.ofNullable(fault);
  }

  /** Whether nothing was found. */
  public boolean intact() {
    return fault == null && strays == 0;
  }
}

package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts at a target that would have been deleted or disabled and are kept back, because they are
 * so many, until a person allows or rejects it.
 *
 * @param reason which limit was reached
 * @param operations how many there are or were
 * @param decided null while it is open
 * @param decidedBy null while it is open
 * @param remark why it was rejected
 */
public record HeldBatch(
    UUID id,
    UUID target,
    String targetName,
    State state,
    Instant opened,
    String reason,
    int operations,
    @Nullable Instant decided,
    @Nullable String decidedBy,
    @Nullable String remark) {

  /** Where a batch is. */
  public enum State {
    OPEN,
    ALLOWED,
    REJECTED
  }

  public Optional<Instant> decidedIfSo() {
    return Optional.ofNullable(decided);
  }
}

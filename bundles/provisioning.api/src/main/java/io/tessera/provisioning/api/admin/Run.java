package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work through all users and groups.
 *
 * @param name for people: the target, the attribute, or why
 * @param target null when it is about none
 * @param done how many users and groups it has come to
 * @param total about how many there are; 0 when nobody knows
 * @param sent for how many something was queued
 * @param perSecond how many it has done in a second on average; 0 when nobody knows
 * @param started null when nobody knows
 * @param ended null until it ends
 */
public record Run(
    UUID id,
    Kind kind,
    String name,
    @Nullable UUID target,
    State state,
    long done,
    long total,
    long sent,
    long perSecond,
    @Nullable Instant started,
    @Nullable Instant ended) {

  public Optional<UUID> targetIfAny() {
    return Optional.ofNullable(target);
  }

  public Optional<Instant> startedIfKnown() {
    return Optional.ofNullable(started);
  }

  public Optional<Instant> endedIfSo() {
    return Optional.ofNullable(ended);
  }

  /** Whether it is under way. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** What is done. */
  public enum Kind {
    /** Accounts are made at a target for everybody who is there already. */
    INITIAL_LOAD,
    /** Everybody is looked at again, after a change of roles or rules. */
    REVIEW,
    /** An attribute is being indexed. */
    INDEX
  }

  /** How far it is. */
  public enum State {
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED
  }
}

package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A walk through all users and groups that sends each where it should be.
 *
 * @param target where accounts are made; null when everybody is only looked at again, by the server
 *     itself after a change of roles or rules
 * @param targetName of the target; empty for none
 * @param reason why, for people
 * @param resend whether those who have an account get everything again
 * @param perSecond most users and groups in a second; 0 for no limit
 * @param expected about how many there are
 * @param done how many it has come to
 * @param sent for how many something was queued
 */
public record InitialLoad(
    UUID id,
    @Nullable UUID target,
    String targetName,
    String reason,
    String startedBy,
    boolean resend,
    int perSecond,
    State state,
    Instant started,
    @Nullable Instant ended,
    long expected,
    long done,
    long sent) {

  /** Most users and groups in a second that can be asked for. */
  public static final int MOST_PER_SECOND = 10_000;

  public Optional<UUID> targetIfAny() {
    return Optional.ofNullable(target);
  }

  public Optional<Instant> endedIfSo() {
    return Optional.ofNullable(ended);
  }

  /** How far it is. */
  public enum State {
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED
  }

  /**
   * What an operator asks for.
   *
   * @param target by name
   */
  public record Draft(String target, boolean resend, int perSecond) {}
}

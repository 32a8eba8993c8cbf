package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the server is doing. Who sees some targets only gets all of this of those targets, and not
 * what is of the server as a whole.
 *
 * @param at when this was found out
 * @param attention what a person should look at, the worst first
 * @param hours the last 24, the oldest first; the last one is not over
 * @param running what is under way
 */
public record Overview(
    Instant at,
    List<Attention> attention,
    Figures figures,
    List<Hour> hours,
    List<Run> running,
    List<Standing> targets) {
  public Overview {
    attention = List.copyOf(attention);
    hours = List.copyOf(hours);
    running = List.copyOf(running);
    targets = List.copyOf(targets);
  }

  /** Why a person should look. */
  public enum Kind {
    /** Operations that cannot succeed as they are. */
    DEAD,
    /** A target refuses our credentials or settings. */
    QUARANTINED,
    /** Removals that wait for somebody to allow them. */
    HELD,
    /** A target does not answer. */
    TROUBLED,
    /** A connector is not there. */
    ABSENT,
    /** A new version of a connector failed and the one before was put back. */
    ROLLED_BACK,
    /** Accounts that are locked because of wrong passwords. */
    LOCKED
  }

  /**
   * Something a person should look at.
   *
   * @param count how many, of what the kind says
   * @param target null when it is about none
   * @param targetName empty when it is about none
   * @param since null when nobody knows
   */
  public record Attention(
      Kind kind,
      long count,
      @Nullable UUID target,
      String targetName,
      String detail,
      @Nullable Instant since) {
    public Optional<UUID> targetIfAny() {
      return Optional.ofNullable(target);
    }

    public Optional<Instant> sinceIfKnown() {
      return Optional.ofNullable(since);
    }
  }

  /**
   * Numbers of now and of today, which begins at midnight of the server's zone.
   *
   * @param waiting operations that are not delivered yet
   * @param oldestWaitingSeconds since when the oldest of them waits; 0 for none
   * @param dead operations that wait for a person
   * @param held removals that wait for a person
   * @param changesToday changes of users and groups; null for who sees some targets only
   * @param deliveredToday operations that targets have got
   */
  public record Figures(
      long waiting,
      long oldestWaitingSeconds,
      long dead,
      long held,
      @Nullable Long changesToday,
      long deliveredToday) {
    public Optional<Long> changesIfTold() {
      return Optional.ofNullable(changesToday);
    }
  }

  /**
   * One hour.
   *
   * @param hour its begin
   * @param accepted changes of users and groups; null for who sees some targets only
   * @param delivered operations that targets have got
   * @param failed operations that wait for a person since then
   */
  public record Hour(Instant hour, @Nullable Long accepted, long delivered, long failed) {
    public Optional<Long> acceptedIfTold() {
      return Optional.ofNullable(accepted);
    }
  }

  /**
   * One target.
   *
   * @param waitingSince since when the oldest operation waits for it; null for none
   */
  public record Standing(
      UUID id, String name, TargetStatus status, @Nullable Instant waitingSince) {}
}

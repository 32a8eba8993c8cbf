package io.tessera.provisioning.internal.delivery;

import io.tessera.provisioning.api.admin.DeliverySettings.Guard;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Removals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keeps removals back that are too many. Takes leave for a few at once from the database, where all
 * nodes count together.
 */
final class RemovalGuard {
  static final Duration WINDOW = Duration.ofHours(1);

  private static final int AT_ONCE = 5;
  private static final Duration LEAVE_LASTS = Duration.ofMinutes(1);
  private static final Duration ACCOUNTS_LAST = Duration.ofMinutes(1);

  private final Removals removals;
  private final Supplier<Instant> clock;
  private final Map<UUID, Leave> leaves = new ConcurrentHashMap<>();

  RemovalGuard(Removals removals, Supplier<Instant> clock) {
    this.removals = removals;
    this.clock = clock;
  }

  /**
   * Asks for leave to remove one account.
   *
   * @return the batch it has to wait in; empty when it may go on
   */
  Optional<UUID> batchFor(TargetConfiguration target) {
    Guard guard = target.target().delivery().guard();
    if (guard.most() == 0) {
      return Optional.empty();
    }
    return leaves
        .computeIfAbsent(target.target().id(), id -> new Leave())
        .take(target.target().id(), guard);
  }

  /** What is left of the leave that was taken for a target. */
  private final class Leave {
    private final AtomicInteger left = new AtomicInteger();
    private volatile Instant until = Instant.MIN;
    private volatile Instant counted = Instant.MIN;
    private volatile long accounts;

    /** Several may ask at once; each brings leave for some more. */
    Optional<UUID> take(UUID target, Guard guard) {
      Instant now = clock.get();
      if (now.isAfter(until)) {
        left.set(0);
      }
      if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return Optional.empty();
      }
      if (now.isAfter(counted.plus(ACCOUNTS_LAST))) {
        accounts = removals.accounts(target);
        counted = now;
      }
      Removals.Grant grant = removals.reserve(target, AT_ONCE, most(guard), WINDOW, reason(guard));
      if (grant.batch() == null) {
        until = now.plus(LEAVE_LASTS);
        left.addAndGet(grant.granted() - 1);
      }
      return Optional.ofNullable(grant.batch());
    }

    private int most(Guard guard) {
      return (int) Math.max(guard.most(), Math.min(Integer.MAX_VALUE, share(guard)));
    }

    private long share(Guard guard) {
      return accounts * guard.percent() / 100;
    }

    private String reason(Guard guard) {
      return "More than "
          + most(guard)
          + " accounts (the greater of "
          + guard.most()
          + " and "
          + guard.percent()
          + " % of "
          + accounts
          + ") would have been deleted or disabled within one hour.";
    }
  }
}

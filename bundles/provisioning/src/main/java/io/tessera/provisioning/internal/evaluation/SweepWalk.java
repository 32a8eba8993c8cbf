package io.tessera.provisioning.internal.evaluation;

import io.tessera.model.MemberRef;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.internal.write.Review;
import io.tessera.provisioning.internal.write.Reviews;
import io.tessera.store.spi.Sweeps.State;
import io.tessera.store.spi.Sweeps.Sweep;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Walks through all users, then all groups, and keeps with each step how far it is. */
final class SweepWalk {
  private static final int AT_ONCE = 20;
  private static final Duration BREATH = Duration.ofMillis(5);

  private final Reviews reviews;
  private final Clock clock;

  SweepWalk(Reviews reviews, Clock clock) {
    this.reviews = reviews;
    this.clock = clock;
  }

  /**
   * One transaction's worth.
   *
   * @return when to go on
   */
  Duration step(Transaction tx, UUID id) {
    Optional<Sweep> present = running(tx, id);
    if (present.isEmpty()) {
      return BREATH;
    }
    List<ResourceId> next = next(tx, present.get());
    long changed = next.stream().filter(one -> review(tx, present.get(), one)).count();
    return past(tx, present.get(), next, changed);
  }

  /** Whom the next step comes to. */
  List<ResourceId> next(Transaction tx, Sweep sweep) {
    return tx.sweeps().next(sweep.type(), sweep.position(), most(sweep));
  }

  /** Looks at one alone; the walk stays where it is. */
  boolean review(Transaction tx, Sweep sweep, ResourceId one) {
    return reviews.review(
        tx,
        Caller.internal(sweep.startedBy(), sweep.id().toString()),
        new MemberRef(sweep.type(), one),
        new Review(
            sweep.reason(),
            sweep.target() == null ? Set.of() : Set.of(sweep.target()),
            sweep.resend()));
  }

  /**
   * Goes on behind those who were looked at.
   *
   * @return when to go on
   */
  Duration past(Transaction tx, UUID id, List<ResourceId> looked, long changed) {
    return running(tx, id).map(sweep -> past(tx, sweep, looked, changed)).orElse(BREATH);
  }

  private Duration past(Transaction tx, Sweep sweep, List<ResourceId> looked, long changed) {
    tx.sweeps().update(after(sweep, looked, changed, looked.size() < most(sweep)));
    return sweep.perSecond() == 0
        ? BREATH
        : Duration.ofMillis(1000L * looked.size() / sweep.perSecond());
  }

  private static Optional<Sweep> running(Transaction tx, UUID id) {
    return tx.sweeps().findForUpdate(id).filter(sweep -> sweep.state() == State.RUNNING);
  }

  private static int most(Sweep sweep) {
    return sweep.perSecond() == 0 ? AT_ONCE : Math.min(AT_ONCE, sweep.perSecond());
  }

  private Sweep after(Sweep sweep, List<ResourceId> looked, long changed, boolean atEnd) {
    boolean groupsFollow = atEnd && sweep.type() == ResourceType.USER;
    boolean done = atEnd && !groupsFollow;
    @Nullable ResourceId last = looked.isEmpty() ? sweep.position() : looked.get(looked.size() - 1);
    return new Sweep(
        sweep.id(),
        sweep.target(),
        sweep.resend(),
        sweep.reason(),
        sweep.startedBy(),
        sweep.perSecond(),
        done ? State.DONE : State.RUNNING,
        sweep.started(),
        groupsFollow ? ResourceType.GROUP : sweep.type(),
        groupsFollow ? null : last,
        sweep.expected(),
        sweep.done() + looked.size(),
        sweep.changed() + changed,
        done ? clock.instant() : null);
  }
}

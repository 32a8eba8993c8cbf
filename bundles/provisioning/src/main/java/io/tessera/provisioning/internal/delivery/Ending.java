package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ways in which a lane is given back. */
final class Ending {
  private final Route route;
  private final Step step;

  Ending(Route route, Step step) {
    this.route = route;
    this.step = step;
  }

  /** Nothing was tried; what the target has promised to finish is asked for later. */
  static Completion untried(Lane lane, Duration delay, String why) {
    Next next =
        lane.awaitedIfAny()
            .<Next>map(awaited -> new Next.Await(awaited, delay, lane.attempts(), why))
            .orElseGet(() -> new Next.Retry(delay, lane.attempts(), why));
    return new Completion(lane.key(), lane.epoch(), List.of(), next, LinkChange.KEEP);
  }

  Completion done(List<Completion.Finished> finished, LinkChange link) {
    return Completion.done(lane().key(), lane().epoch(), finished, link);
  }

  /** The operations are done; there is no account any more. */
  Completion gone(String detail) {
    return done(step.finished(detail), new LinkChange.Remove());
  }

  /**
   * The operations are done.
   *
   * @param state of the account from now on
   */
  Completion linked(RemoteId remoteId, AccountLink.State state, String detail) {
    AccountLink link = new AccountLink(remoteId.value(), state, step.last().version());
    return done(step.finished(detail), new LinkChange.Put(link));
  }

  /** The account stays without its user, for ever or until it is deleted after all. */
  Completion retired(RemoteId remoteId, Retirement retirement) {
    AccountLink link =
        new AccountLink(remoteId.value(), AccountLink.State.RETIRED, step.last().version());
    String what = retirement.disables() ? "disabled" : "kept";
    return retirement
        .leftIfAny()
        .map(
            left ->
                with(
                    new Next.Retry(
                        left,
                        lane().attempts(),
                        "The account was "
                            + what
                            + "; it is deleted on "
                            + route.clock().get().plus(left).truncatedTo(ChronoUnit.SECONDS)
                            + "."),
                    new LinkChange.Put(link)))
        .orElseGet(
            () ->
                done(
                    step.finished("The account was " + what + ", not deleted."),
                    new LinkChange.Put(link)));
  }

  Completion pending(Outcome.Pending pending) {
    return await(
        new Lane.Awaited(pending.reference(), step.last().version()),
        pending.checkAfter(),
        "The target will finish it; it is asked again under " + pending.reference() + ".");
  }

  Completion await(Lane.Awaited awaited, Duration checkAfter, String detail) {
    return with(new Next.Await(awaited, checkAfter, lane().attempts(), detail), LinkChange.KEEP);
  }

  /**
   * @param remoteId the account the call was about; null for a creation
   */
  Completion failed(Failed failed, @Nullable RemoteId remoteId) {
    Duration age = Duration.between(step.first().created(), route.clock().get());
    Next next =
        route
            .retries()
            .after(
                failed, lane().attempts() + 1, age, route.health().pauseLeft(), route.settings());
    return with(next, failed.kind() == FailureKind.UNKNOWN ? doubt(remoteId) : LinkChange.KEEP);
  }

  /** From now on it is not known what the target has. */
  private LinkChange doubt(@Nullable RemoteId remoteId) {
    long delivered = lane().linkIfAny().map(AccountLink::deliveredVersion).orElse(0L);
    return new LinkChange.Put(
        new AccountLink(
            remoteId == null ? "" : remoteId.value(), AccountLink.State.UNKNOWN, delivered));
  }

  Completion hold(FailureKind kind, String detail) {
    return with(new Next.Hold(lane().attempts() + 1, kind.name(), detail), LinkChange.KEEP);
  }

  Completion guarded(UUID batch) {
    return with(
        new Next.Guard(
            batch,
            lane().attempts(),
            "So many accounts would be deleted or disabled that a person has to allow it: batch "
                + batch
                + "."),
        LinkChange.KEEP);
  }

  /** Tried again without counting as a try. */
  Completion later(Duration delay, String detail) {
    return with(new Next.Retry(delay, lane().attempts(), detail), LinkChange.KEEP);
  }

  private Completion with(Next next, LinkChange link) {
    return new Completion(lane().key(), lane().epoch(), List.of(), next, link);
  }

  private Lane lane() {
    return step.lane();
  }
}

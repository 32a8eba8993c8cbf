package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one leased lane: computes the account, calls the connector, and decides by the outcome
 * what happens next. Sends absolute states only, so that repeating it does no harm.
 */
final class Delivery {
  private static final Duration WAIT_FOR_MEMBERS = Duration.ofMillis(500);

  private final Lanes lanes;
  private final RetryPolicy retries;
  private final AttachedConnector connector;
  private final CallTimer timer;
  private final TargetHealth health;
  private final Step step;
  private final TargetAttributes account;
  private final LostAnswer lostAnswer;

  Delivery(
      Lanes lanes,
      RetryPolicy retries,
      AttachedConnector connector,
      CallTimer timer,
      TargetHealth health,
      CompiledPolicyMap policyMap,
      Lane lane) {
    this.lanes = lanes;
    this.retries = retries;
    this.connector = connector;
    this.timer = timer;
    this.health = health;
    this.step = Step.of(lane);
    this.account = policyMap.account(lane.key().type(), step.last().state());
    this.lostAnswer = new LostAnswer(lanes, connector, timer, policyMap, lane);
  }

  Completion run() {
    Optional<AccountLink> link = step.lane().linkIfAny();
    if (step.isDeletion()) {
      return delete(link);
    }
    MemberResolution members =
        MemberResolution.of(lanes, step.lane().key().target(), step.members());
    if (members.awaited() > 0) {
      return retry(
          WAIT_FOR_MEMBERS,
          step.lane().attempts(),
          "Waits for the accounts of " + members.awaited() + " members.");
    }
    Optional<RemoteId> known = link.filter(AccountLink::known).map(l -> new RemoteId(l.remoteId()));
    if (known.isPresent()) {
      return update(known.get(), members, members.remark());
    }
    // A creation whose answer was lost may have had its effect.
    return lostAnswer.isPossible() && connector.canRead()
        ? lostAnswer
            .find()
            .fold(
                found -> update(found.remoteId(), members, "Found after an answer was lost."),
                () -> create(members),
                unreadable -> failed(unreadable.why(), null))
        : create(members);
  }

  private Completion delete(Optional<AccountLink> link) {
    if (link.isEmpty() && !(lostAnswer.isPossible() && connector.canRead())) {
      return done(
          step.cancelled("Deleted before it was ever sent; nothing was sent."), LinkChange.KEEP);
    }
    if (link.isEmpty() || !link.get().known()) {
      return connector.canRead() ? deleteWhatIsFound() : create(noMembers());
    }
    return deleteRemote(new RemoteId(link.get().remoteId()));
  }

  private Completion deleteWhatIsFound() {
    return lostAnswer
        .find()
        .fold(
            found -> deleteRemote(found.remoteId()),
            () -> done(step.finished("It had never been created."), new LinkChange.Remove()),
            unreadable -> failed(unreadable.why(), null));
  }

  private Completion deleteRemote(RemoteId remoteId) {
    Outcome outcome = apply(Action.DELETE, remoteId, noMembers());
    return outcome.fold(
        applied -> done(step.finished(""), new LinkChange.Remove()),
        pending -> pending(pending),
        failed ->
            failed.kind() == FailureKind.GONE
                ? done(step.finished("It had gone already."), new LinkChange.Remove())
                : failed(failed, remoteId));
  }

  private Completion create(MemberResolution members) {
    Outcome outcome = apply(Action.CREATE, null, members);
    return outcome.fold(
        applied -> linked(applied.remoteId(), members.remark()),
        pending -> pending(pending),
        failed ->
            failed.kind() == FailureKind.CONFLICT && connector.canRead()
                ? adopt(members, failed.detail())
                : failed(failed, null));
  }

  /** Takes over the account that is in the way, unless it belongs to somebody else. */
  private Completion adopt(MemberResolution members, String refusal) {
    Reading reading = connector.read(new Lookup(type(), null, account), timer);
    return reading.fold(
        found -> {
          Optional<LaneKey> owner = lostAnswer.otherOwner(found.remoteId());
          if (owner.isPresent()) {
            return hold(
                "An account with this key exists and belongs to "
                    + owner.get().resource()
                    + ". Change one of the two.");
          }
          return update(found.remoteId(), members, "Adopted: it existed already.");
        },
        () -> hold(refusal),
        unreadable -> failed(unreadable.why(), null));
  }

  private Completion update(RemoteId remoteId, MemberResolution members, String remark) {
    Outcome outcome = apply(Action.UPDATE, remoteId, members);
    return outcome.fold(
        applied -> linked(remoteId, remark),
        pending -> pending(pending),
        failed ->
            failed.kind() == FailureKind.GONE ? createAnew(members) : failed(failed, remoteId));
  }

  /** What was removed behind our back is still wanted. */
  private Completion createAnew(MemberResolution members) {
    Outcome outcome = apply(Action.CREATE, null, members);
    return outcome.fold(
        applied -> linked(applied.remoteId(), "It had gone and was created anew."),
        pending -> pending(pending),
        failed -> failed(failed, null));
  }

  private Outcome apply(Action action, @Nullable RemoteId remoteId, MemberResolution members) {
    Operation operation =
        new Operation(
            new OperationKey(step.last().operation().toString()),
            action,
            type(),
            step.last().version(),
            remoteId,
            account,
            activity(),
            members.delta());
    Outcome outcome = connector.apply(operation, timer);
    outcome.fold(applied -> noteSuccess(), pending -> noteSuccess(), failed -> noteFailure(failed));
    return outcome;
  }

  private boolean noteSuccess() {
    health.succeeded();
    return true;
  }

  private boolean noteFailure(Failed failed) {
    health.failed(failed);
    return false;
  }

  private Completion linked(RemoteId remoteId, String remark) {
    AccountLink.State state =
        activity() == Activity.DISABLED ? AccountLink.State.DISABLED : AccountLink.State.ACTIVE;
    return done(
        step.finished(remark),
        new LinkChange.Put(new AccountLink(remoteId.value(), state, step.last().version())));
  }

  private Completion pending(Outcome.Pending pending) {
    return retry(
        pending.checkAfter(),
        step.lane().attempts(),
        "The target will finish it; asked again under " + pending.reference() + ".");
  }

  /**
   * @param remoteId the account the call was about; null for a creation
   */
  private Completion failed(Failed failed, @Nullable RemoteId remoteId) {
    int attempts = step.lane().attempts() + 1;
    Next next = retries.after(failed, attempts, health.pauseLeft());
    LinkChange link = failed.kind() == FailureKind.UNKNOWN ? doubt(remoteId) : LinkChange.KEEP;
    return new Completion(step.lane().key(), step.lane().epoch(), List.of(), next, link);
  }

  /** From now on it is not known what the target has. */
  private LinkChange doubt(@Nullable RemoteId remoteId) {
    long delivered = step.lane().linkIfAny().map(AccountLink::deliveredVersion).orElse(0L);
    return new LinkChange.Put(
        new AccountLink(
            remoteId == null ? "" : remoteId.value(), AccountLink.State.UNKNOWN, delivered));
  }

  private Completion hold(String detail) {
    return new Completion(
        step.lane().key(),
        step.lane().epoch(),
        List.of(),
        new Next.Hold(step.lane().attempts() + 1, detail),
        LinkChange.KEEP);
  }

  private Completion retry(Duration delay, int attempts, String detail) {
    return new Completion(
        step.lane().key(),
        step.lane().epoch(),
        List.of(),
        new Next.Retry(delay, attempts, detail),
        LinkChange.KEEP);
  }

  private Completion done(List<Completion.Finished> finished, LinkChange link) {
    return Completion.done(step.lane().key(), step.lane().epoch(), finished, link);
  }

  private ObjectType type() {
    return step.lane().key().type() == ResourceType.USER ? ObjectType.USER : ObjectType.GROUP;
  }

  private @Nullable Activity activity() {
    if (type() != ObjectType.USER) {
      return null;
    }
    Attributes state = step.last().state();
    return state.bool("active").orElse(true) ? Activity.ENABLED : Activity.DISABLED;
  }

  private static MemberResolution noMembers() {
    return new MemberResolution(Operation.MemberDelta.NONE, 0, List.of());
  }
}

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
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.provisioning.internal.delivery.Adoption.Verdict;
import io.tessera.provisioning.internal.policymap.AccountUpdate;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.provisioning.internal.policymap.UncomputableException;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one leased lane: computes the account, calls the connector, and decides by the outcome
 * what happens next. Sends absolute states only, so that repeating it does no harm.
 */
final class Delivery {
  private static final Duration WAIT_FOR_MEMBERS = Duration.ofMillis(500);
  private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(1);

  /** When nobody can be asked how a pending operation is doing; somebody will say so. */
  private static final Duration ASK_NOBODY = Duration.ofHours(1);

  /** A retired account is enabled as well when its user comes back. */
  private static final Set<AccountLink.State> DISABLED_STATES =
      EnumSet.of(AccountLink.State.DISABLED, AccountLink.State.RETIRED);

  private final Route route;
  private final Lane lane;
  private final Step step;
  private final Calls calls;
  private final GeneratedNames names;
  private final OutboundPassword password;
  private final States states;
  private final LostAnswer lostAnswer;
  private final Ending ending;
  private final List<Attributes> partlyKnown;

  /**
   * @param lease whether the lane's lease holds still
   */
  Delivery(Route route, Lane lane, BooleanSupplier lease) {
    this(route, lane, lease, List.of());
  }

  /**
   * @param partlyKnown what the target may have of the resource before the last change, which
   *     changes only what differs from any of them; empty when all of it is known
   */
  Delivery(Route route, Lane lane, BooleanSupplier lease, List<Attributes> partlyKnown) {
    this.partlyKnown = List.copyOf(partlyKnown);
    this.route = route;
    this.lane = lane;
    this.step =
        lane.awaitedIfAny().map(a -> Step.upTo(lane, a.version())).orElseGet(() -> Step.of(lane));
    this.password = new OutboundPassword(route, lane.key(), step);
    this.calls = new Calls(route, step.last().operation(), lane.attempts() + 1, lease, password);
    this.names = new GeneratedNames(route, lane.key());
    this.states = new States(route, lane.key(), step);
    this.lostAnswer = new LostAnswer(route, calls, lane, names);
    this.ending = new Ending(route, step);
  }

  Completion run() {
    return outcome().withAttempts(calls.made());
  }

  private Completion outcome() {
    try {
      return lane.awaitedIfAny()
          .map(this::check)
          .orElseGet(() -> step.isDeletion() ? delete() : bring());
    } catch (UncomputableException uncomputable) {
      return ending.hold(FailureKind.INVALID, String.valueOf(uncomputable.getMessage()));
    }
  }

  private Completion check(Lane.Awaited awaited) {
    if (!calls.canCheck()) {
      return ending.await(
          awaited, ASK_NOBODY, "Waits to be told how it ended: " + awaited.reference() + ".");
    }
    return calls
        .check(awaited.reference())
        .fold(
            applied -> step.isDeletion() ? ending.gone("") : linked(applied.remoteId(), ""),
            pending ->
                ending.await(
                    new Lane.Awaited(pending.reference(), awaited.version()),
                    pending.checkAfter(),
                    "The target has not finished it yet: " + pending.reference() + "."),
            failed -> checkFailed(awaited, failed));
  }

  /** A check that failed says nothing about what is pending. */
  private Completion checkFailed(Lane.Awaited awaited, Failed failed) {
    return switch (failed.kind()) {
      case INVALID, CONFLICT, GONE -> ending.hold(failed.kind(), failed.detail());
      default -> ending.await(awaited, route.retries().pause(1), failed.detail());
    };
  }

  /** Brings the account into the state it should have. */
  private Completion bring() {
    MemberResolution members =
        MemberResolution.of(route.lanes(), lane.key().target(), step.members());
    Optional<Completion> first = first(members);
    if (first.isPresent()) {
      return first.get();
    }
    Optional<RemoteId> known =
        link().filter(AccountLink::known).map(l -> new RemoteId(l.remoteId()));
    if (known.isPresent()) {
      names.complete(step.last().state());
      return withoutStray().orElseGet(() -> update(known.get(), members, members.remark()));
    }
    // A creation whose answer was lost may have had its effect.
    return lostAnswer.isPossible()
        ? lostAnswer
            .find()
            .fold(
                found ->
                    ours(found.remoteId(), false)
                        .or(() -> withoutStray(found.remoteId()))
                        .orElseGet(
                            () ->
                                update(
                                    found.remoteId(), members, "Found after an answer was lost.")),
                () -> create(members),
                unreadable -> ending.failed(unreadable.why(), null))
        : create(members);
  }

  /** What has to happen before anything is sent. */
  private Optional<Completion> first(MemberResolution members) {
    Optional<Completion> before =
        new DeliveryOrder(route, step).first().map(w -> ending.later(w.delay(), w.detail()));
    if (before.isPresent()) {
      return before;
    }
    if (members.awaited() > 0) {
      return Optional.of(
          ending.later(
              WAIT_FOR_MEMBERS, "Waits for the accounts of " + members.awaited() + " members."));
    }
    boolean disables =
        activity() == Activity.DISABLED
            && link().filter(l -> l.known() && l.state() == AccountLink.State.ACTIVE).isPresent();
    return disables ? batch().map(ending::guarded) : Optional.empty();
  }

  /** The batch a removal has to wait in, unless a person has allowed it. */
  private Optional<UUID> batch() {
    return step.last().version() <= lane.approvedVersion()
        ? Optional.empty()
        : route.removals().batchFor(route.target());
  }

  private Completion delete() {
    if (link().isEmpty() && !lostAnswer.isPossible()) {
      return ending.done(
          step.cancelled("Deleted before it was ever sent; nothing was sent."), LinkChange.KEEP);
    }
    Optional<Completion> before =
        new DeliveryOrder(route, step)
            .first()
            .map(w -> ending.later(w.delay(), w.detail()))
            .or(() -> batch().map(ending::guarded));
    if (before.isPresent()) {
      return before.get();
    }
    Optional<RemoteId> known =
        link().filter(AccountLink::known).map(l -> new RemoteId(l.remoteId()));
    if (known.isPresent()) {
      return withoutStray().orElseGet(() -> deleteRemote(known.get()));
    }
    return lostAnswer.isPossible() ? deleteWhatIsFound() : create(noMembers());
  }

  /**
   * Whether there may be a second account of ours: the operation comes again because of a late
   * call, or the account was found after an answer was lost, and nothing was brought there yet.
   */
  private boolean mayHaveStray(AccountLink link) {
    long again = step.first().version();
    boolean inDoubt = link.state() == AccountLink.State.UNKNOWN;
    return calls.canRead()
        && (link.deliveredVersion() > again
            || (inDoubt && (link.deliveredVersion() == again || link.deliveredVersion() == 0)));
  }

  private Optional<Completion> withoutStray() {
    return link()
        .filter(this::mayHaveStray)
        .flatMap(link -> withoutStray(new RemoteId(link.remoteId())));
  }

  /**
   * Removes what a stalled node made late beside the account that another had made meanwhile.
   *
   * @return what to do when it cannot be removed; empty when there is none any more
   */
  private Optional<Completion> withoutStray(RemoteId ours) {
    return lostAnswer
        .findBeside(ours)
        .fold(
            stray -> remove(stray.remoteId(), ours),
            Optional::empty,
            unreadable -> Optional.of(ending.failed(unreadable.why(), ours)));
  }

  private Optional<Completion> remove(RemoteId stray, RemoteId ours) {
    Optional<UUID> batch = step.isDeletion() ? Optional.empty() : batch();
    if (batch.isPresent()) {
      return Optional.of(ending.guarded(batch.get()));
    }
    return calls
        .apply(removal(stray))
        .fold(
            applied -> Optional.empty(),
            pending ->
                Optional.of(ending.later(pending.checkAfter(), "A second account is removed.")),
            failed ->
                failed.kind() == FailureKind.GONE
                    ? Optional.empty()
                    : Optional.of(ending.failed(failed, ours)));
  }

  /** Under a key of its own: under the operation's, a target would take the next call for it. */
  private Operation removal(RemoteId stray) {
    String key = step.last().operation() + " " + stray.value();
    return new Operation(
        new OperationKey(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString()),
        Action.DELETE,
        type(),
        step.last().version(),
        stray,
        password.in(known(), Action.DELETE),
        null,
        Operation.MemberDelta.NONE);
  }

  private Completion deleteWhatIsFound() {
    return lostAnswer
        .find()
        .fold(
            found ->
                ours(found.remoteId(), false)
                    .or(() -> withoutStray(found.remoteId()))
                    .orElseGet(() -> deleteRemote(found.remoteId())),
            this::neverThere,
            unreadable -> ending.failed(unreadable.why(), null));
  }

  /**
   * There never was an account, so that its made-up names may be others'. Of an identity that may
   * have had one before, they stay its own.
   */
  private Completion neverThere() {
    if (link().isEmpty() && step.first().kind() == Change.Kind.CREATE) {
      names.release();
    }
    return ending.gone("It had never been created.");
  }

  /** Ends an account in the way its target wants it. */
  private Completion deleteRemote(RemoteId remoteId) {
    Optional<Retirement> retirement =
        Retirement.of(route.settings(), type(), step.last().created(), route.clock().get());
    return retirement.isPresent() ? retire(remoteId, retirement.get()) : deleteForGood(remoteId);
  }

  private Completion retire(RemoteId remoteId, Retirement retirement) {
    if (link().filter(l -> l.state() == AccountLink.State.RETIRED).isPresent()) {
      return ending.retired(remoteId, retirement);
    }
    return send(
            Action.UPDATE,
            remoteId,
            retired(retirement.events()),
            retirement.disables() ? Activity.DISABLED : null,
            noMembers())
        .fold(
            applied -> ending.retired(applied.remoteId(), retirement),
            ending::pending,
            failed ->
                failed.kind() == FailureKind.GONE
                    ? ending.gone("It had gone already.")
                    : ending.failed(failed, remoteId));
  }

  /** What depends on the account as it is stays as it is. */
  private TargetAttributes retired(Set<Event> events) {
    return partlyKnown.isEmpty()
        ? states.update(events, names.reserved()).independent()
        : changed(events);
  }

  private Completion deleteForGood(RemoteId remoteId) {
    return apply(Action.DELETE, remoteId, noMembers())
        .fold(
            applied -> ending.gone(""),
            ending::pending,
            failed ->
                failed.kind() == FailureKind.GONE
                    ? ending.gone("It had gone already.")
                    : ending.failed(failed, remoteId));
  }

  private Completion create(MemberResolution members) {
    names.complete(step.last().state());
    return apply(Action.CREATE, null, members)
        .fold(
            applied -> linked(applied.remoteId(), members.remark()),
            ending::pending,
            failed ->
                failed.kind() == FailureKind.CONFLICT && calls.canRead()
                    ? adopt(members, failed.detail())
                    : ending.failed(failed, null));
  }

  /** Takes over the account that is in the way, as far as the target's settings allow. */
  private Completion adopt(MemberResolution members, String refusal) {
    Verdict verdict =
        new Adoption(route.settings(), calls, lostAnswer, type(), account(Set.of()))
            .decide(refusal);
    if (verdict instanceof Verdict.Adopt adopt) {
      return ours(adopt.remoteId(), adopt.fromOthers())
          .orElseGet(() -> update(adopt.remoteId(), members, adopt.remark()));
    }
    return verdict instanceof Verdict.Refuse refuse
        ? refused(refuse.detail())
        : ending.failed(((Verdict.Unclear) verdict).why(), null);
  }

  /** A name that was made up can be made up again; another belongs to who has it. */
  private Completion refused(String detail) {
    return names.giveUp()
        ? ending.later(Duration.ZERO, detail + " Another name is tried.")
        : ending.hold(FailureKind.CONFLICT, detail);
  }

  /**
   * Makes an account that was found by its key ours before it is touched: another lane may have
   * found it too.
   *
   * @return what to do when it is not ours; empty when it is
   */
  private Optional<Completion> ours(RemoteId remoteId, boolean fromOthers) {
    AccountLink claimed = new AccountLink(remoteId.value(), AccountLink.State.UNKNOWN, 0);
    return route.lanes().link(lane.key(), lane.epoch(), claimed, fromOthers)
        ? Optional.empty()
        : Optional.of(ending.later(WAIT_FOR_OTHERS, "The account found belongs to another."));
  }

  private Completion update(RemoteId remoteId, MemberResolution members, String remark) {
    Set<Event> events = events(Action.UPDATE);
    if (!partlyKnown.isEmpty()) {
      return update(remoteId, changed(events), members, remark);
    }
    AccountUpdate wanted = states.update(events, names.reserved());
    if (!wanted.needsPresent() || !calls.canRead()) {
      @Nullable String unreadable = wanted.unreadable();
      return unreadable == null
          ? update(remoteId, wanted.independent(), members, remark)
          : ending.hold(
              FailureKind.INVALID,
              "Values are added to " + unreadable + ", but this connector cannot read accounts.");
    }
    return calls
        .read(new Lookup(type(), remoteId, account(Set.of())))
        .fold(
            found -> update(remoteId, wanted.over(found.observed()), members, remark),
            () ->
                gone(
                    remoteId,
                    members,
                    Outcome.failed(FailureKind.GONE, "The account does not exist any more.")),
            unreadable -> ending.failed(unreadable.why(), remoteId));
  }

  private Completion update(
      RemoteId remoteId, TargetAttributes account, MemberResolution members, String remark) {
    return send(Action.UPDATE, remoteId, account, activity(), members)
        .fold(
            // Where the key is the id, a rename gives another one.
            applied -> linked(applied.remoteId(), remark),
            ending::pending,
            failed ->
                failed.kind() == FailureKind.GONE
                    ? gone(remoteId, members, failed)
                    : ending.failed(failed, remoteId));
  }

  /** The account was removed behind our back. */
  private Completion gone(RemoteId remoteId, MemberResolution members, Failed failed) {
    return switch (route.settings().whenGone()) {
      case RECREATE ->
          apply(Action.CREATE, null, members)
              .fold(
                  applied -> linked(applied.remoteId(), "It had gone and was created anew."),
                  ending::pending,
                  again -> ending.failed(again, null));
      case MARK_MISSING ->
          ending.linked(
              remoteId, AccountLink.State.MISSING, "The account has gone; it is noted as missing.");
      case STOP -> ending.hold(FailureKind.GONE, failed.detail());
    };
  }

  private Outcome apply(Action action, @Nullable RemoteId remoteId, MemberResolution members) {
    TargetAttributes account = action == Action.DELETE ? known() : account(events(action));
    return send(action, remoteId, account, activity(), members);
  }

  private Outcome send(
      Action action,
      @Nullable RemoteId remoteId,
      TargetAttributes account,
      @Nullable Activity activity,
      MemberResolution members) {
    return calls.apply(
        new Operation(
            new OperationKey(step.last().operation().toString()),
            action,
            type(),
            step.last().version(),
            remoteId,
            password.in(account, action),
            activity,
            members.delta()));
  }

  private TargetAttributes account(Set<Event> events) {
    CompiledPolicyMap map = route.target().policyMap();
    ResourceType type = lane.key().type();
    Attributes state = step.last().state();
    return partlyKnown.isEmpty()
        ? map.account(type, state, events, names.reserved())
        : map.partly(type, state, events, names.reserved());
  }

  /** What is sent to an account that is there: what is not known stays as it is. */
  private TargetAttributes changed(Set<Event> events) {
    TargetAttributes wanted = account(events);
    if (partlyKnown.isEmpty()) {
      return wanted;
    }
    List<TargetAttributes> before =
        partlyKnown.stream()
            .map(
                known ->
                    route
                        .target()
                        .policyMap()
                        .partly(lane.key().type(), known, Set.of(Event.UPDATE), names.reserved()))
            .toList();
    TargetAttributes.Builder changed = TargetAttributes.builder();
    wanted
        .asMap()
        .forEach(
            (name, values) -> {
              if (!before.stream().allMatch(b -> b.has(name) && b.all(name).equals(values))) {
                changed.put(name, values);
              }
            });
    return changed.build();
  }

  private TargetAttributes known() {
    return route
        .target()
        .policyMap()
        .known(lane.key().type(), step.last().state(), names.reserved());
  }

  /** What is done to the account. */
  private Set<Event> events(Action action) {
    Set<Event> events = EnumSet.of(action == Action.CREATE ? Event.CREATE : Event.UPDATE);
    boolean wasDisabled =
        link().map(AccountLink::state).filter(DISABLED_STATES::contains).isPresent();
    if (activity() == Activity.DISABLED && !wasDisabled) {
      events.add(Event.DISABLE);
    } else if (activity() == Activity.ENABLED && wasDisabled) {
      events.add(Event.ENABLE);
    }
    if (action == Action.UPDATE && states.renames()) {
      events.add(Event.RENAME);
    }
    if (password.goesWith(action)) {
      events.add(Event.PASSWORD);
    }
    return events;
  }

  private Completion linked(RemoteId remoteId, String remark) {
    AccountLink.State state =
        activity() == Activity.DISABLED ? AccountLink.State.DISABLED : AccountLink.State.ACTIVE;
    return ending.linked(remoteId, state, remark);
  }

  private Optional<AccountLink> link() {
    return lane.linkIfAny();
  }

  private ObjectType type() {
    return ObjectTypes.of(lane.key().type());
  }

  private @Nullable Activity activity() {
    if (type() != ObjectType.USER) {
      return null;
    }
    return step.last().state().bool("active").orElse(true) ? Activity.ENABLED : Activity.DISABLED;
  }

  private static MemberResolution noMembers() {
    return new MemberResolution(Operation.MemberDelta.NONE, 0, List.of());
  }
}

package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds the account of a lane whose creation may have been sent although nothing is known of it:
 * the answer was lost, or with a killed process the lease itself. Any of the waiting states may
 * have been sent, each perhaps under another name.
 */
final class LostAnswer {
  private static final long FIRST_LEASE = 1;

  private final Lanes lanes;
  private final Calls calls;
  private final CompiledPolicyMap policyMap;
  private final Lane lane;
  private final GeneratedNames names;

  LostAnswer(Route route, Calls calls, Lane lane, GeneratedNames names) {
    this.lanes = route.lanes();
    this.calls = calls;
    this.policyMap = route.target().policyMap();
    this.lane = lane;
    this.names = names;
  }

  /**
   * Whether there may be such an account, and it can be looked for. A lane without a link that is
   * leased anew may have one.
   */
  boolean isPossible() {
    return calls.canRead() && (lane.linkIfAny().isPresent() || lane.epoch() > FIRST_LEASE);
  }

  /**
   * Looks under every state that waits, oldest first. An account that differs from what would have
   * been sent is none of ours: somebody else may have had the name meanwhile.
   *
   * @return what was found first and belongs to nobody else
   */
  Reading find() {
    return find((found, sent) -> true);
  }

  /** Looks for an account that a late call made beside the one that is known. */
  Reading findBeside(RemoteId known) {
    return find((found, sent) -> !found.remoteId().equals(known) && tellsAll(found, sent));
  }

  /** What is to be removed must show all that was sent; what is silent may be somebody else's. */
  private static boolean tellsAll(Reading.Found found, TargetAttributes sent) {
    return sent.names().stream()
        .filter(name -> !sent.all(name).isEmpty() && !SecretNames.isSecret(name))
        .allMatch(found.observed()::has);
  }

  private Reading find(BiPredicate<Reading.Found, TargetAttributes> wanted) {
    Reading reading = new Reading.Absent();
    for (TargetAttributes sent : states()) {
      reading = calls.read(new Lookup(type(), null, sent));
      boolean settled =
          reading.fold(
              found -> wanted.test(found, sent) && isOurs(found, sent), () -> false, why -> true);
      if (settled) {
        return reading;
      }
    }
    return new Reading.Absent();
  }

  /** Who owns an account, unless it is this lane's. */
  Optional<LaneKey> otherOwner(RemoteId remoteId) {
    return lanes
        .ownerOf(lane.key().target(), remoteId.value())
        .filter(owner -> !owner.equals(lane.key()));
  }

  /** Whether changes of another wait at the target, which may give the account free. */
  boolean isBusy(LaneKey owner) {
    return lanes.standing(owner.resource(), List.of(owner.target())).values().stream()
        .anyMatch(there -> there.openVersion() != 0 && !there.held());
  }

  /** Whether the owner of an account left it behind. */
  boolean isRetired(LaneKey owner) {
    return lanes.standing(owner.resource(), List.of(owner.target())).values().stream()
        .flatMap(there -> there.linkIfAny().stream())
        .anyMatch(link -> link.state() == AccountLink.State.RETIRED);
  }

  private boolean isOurs(Reading.Found found, TargetAttributes sent) {
    return Differences.between(sent, found.observed()).isEmpty()
        && otherOwner(found.remoteId()).isEmpty();
  }

  private List<TargetAttributes> states() {
    return lane.queue().stream()
        .map(
            queued ->
                policyMap.account(
                    lane.key().type(), queued.state(), Set.of(Event.CREATE), names.reserved()))
        .distinct()
        .toList();
  }

  private ObjectType type() {
    return ObjectTypes.of(lane.key().type());
  }
}

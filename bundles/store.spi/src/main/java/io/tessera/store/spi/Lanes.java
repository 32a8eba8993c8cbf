package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The queue behind the targets, as the dispatcher sees it. Leases run on the database's clock, so
 * that nodes need not agree on the time. Safe for use by several threads; with a database of one
 * process there is one dispatcher.
 */
@ConsumerType
public interface Lanes {
  /** Targets that have lanes with work that is due and not leased. */
  Set<UUID> dueTargets();

  /**
   * Leases lanes of one target that are due, longest due first. Several nodes never get the same
   * lane.
   *
   * @param owner names this node, for people
   * @param max most lanes to lease
   */
  List<Lane> claim(UUID target, String owner, int max, Duration lease);

  /**
   * Gives results back, all in one transaction. Completions of leases that ran out and were taken
   * by another are refused one by one, the others take effect. Where a refused one tells of calls
   * that may have reached the target after newer ones, what was done for the resource since is put
   * back into its lane, and its link is in doubt.
   *
   * @return keys of the refused ones
   */
  Set<LaneKey> complete(Collection<Completion> completions);

  /**
   * Ends the leases that a previous life of this node left behind; called once, before the first
   * claim.
   */
  void release(String owner);

  /** Prolongs leases that are still held. */
  void extend(Map<LaneKey, Long> epochs, Duration lease);

  /**
   * The accounts of several resources at a target.
   *
   * @return those that have a known account, or have operations waiting that may give them one;
   *     others are left out
   */
  Map<ResourceId, Presence> presence(UUID target, Collection<ResourceId> resources);

  /** Who is linked with an account, if anybody. */
  default Optional<LaneKey> ownerOf(UUID target, String remoteId) {
    return Optional.ofNullable(ownersOf(target, List.of(remoteId)).get(remoteId));
  }

  /** Who is linked with accounts, by remote id; those of nobody are left out. */
  Map<String, LaneKey> ownersOf(UUID target, Collection<String> remoteIds);

  /**
   * How a resource stands at several targets, for those that depend on one another.
   *
   * @return nothing for targets that never had anything to do with the resource
   */
  Map<UUID, Standing> standing(ResourceId resource, Collection<UUID> targets);

  /**
   * Links an account that was found in the target with a lane under way, at once, so that nobody
   * else takes it for theirs before the lane is given back.
   *
   * @param fromOthers whether another resource loses the account
   * @return false when the lease has been lost, or another resource has the account
   */
  boolean link(LaneKey key, long epoch, AccountLink link, boolean fromOthers);

  /**
   * Tells from outside how a pending operation ended.
   *
   * @param record of it; null where nobody decided it
   * @return false when there is no such pending operation
   */
  boolean settle(UUID operation, Settlement settlement, @Nullable Deed record);

  /**
   * Operations that wait and that are dead, per target. More than 100,000 of a target are as they
   * were counted last, for up to a minute: see {@link #recount}.
   */
  Map<UUID, Counts> counts();

  /** As {@link #counts}, all counted now: with very many that takes seconds. */
  default Map<UUID, Counts> recount() {
    return counts();
  }

  /**
   * Since when the oldest operation waits, per target; dead and held ones do not count. Of a long
   * queue only its head is looked at, where what is tried again soon may be missing.
   */
  Map<UUID, Instant> oldestWaiting();

  /**
   * @param link null while only awaited
   * @param awaited whether operations wait
   */
  record Presence(@Nullable AccountLink link, boolean awaited) {
    public Optional<AccountLink> linkIfAny() {
      return Optional.ofNullable(link);
    }
  }

  /**
   * @param waiting operations that are not finished, for which reason ever
   * @param dead those among them that wait for somebody to repair or discard them
   * @param held those among them that wait in a batch for somebody to allow them
   */
  record Counts(long waiting, long dead, long held) {}

  /**
   * @param link null when there is no account
   * @param openVersion version of the oldest operation that is not finished; 0 when all are
   * @param attempts tries of that operation
   * @param held whether it is dead or waits in a batch
   */
  record Standing(@Nullable AccountLink link, long openVersion, int attempts, boolean held) {
    public Optional<AccountLink> linkIfAny() {
      return Optional.ofNullable(link);
    }
  }

  /** How a pending operation ended. */
  sealed interface Settlement {
    /**
     * It was done.
     *
     * @param remoteId null when the account has one already, or is deleted
     * @param detail by whom, for people
     */
    record Done(@Nullable String remoteId, String detail) implements Settlement {}

    /** It will not be done; the operation is dead until a person decides. */
    record Refused(String detail) implements Settlement {}
  }
}

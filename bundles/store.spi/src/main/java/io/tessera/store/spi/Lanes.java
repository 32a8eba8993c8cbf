package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.time.Duration;
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
   * by another are refused one by one, the others take effect.
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
  Optional<LaneKey> ownerOf(UUID target, String remoteId);

  /** Operations that wait and that are dead, per target. */
  Map<UUID, Counts> counts();

  /**
   * @param link null while only awaited
   * @param awaited whether operations wait
   */
  record Presence(@Nullable AccountLink link, boolean awaited) {
    public Optional<AccountLink> linkIfAny() {
      return Optional.ofNullable(link);
    }
  }

  record Counts(long waiting, long dead) {}
}

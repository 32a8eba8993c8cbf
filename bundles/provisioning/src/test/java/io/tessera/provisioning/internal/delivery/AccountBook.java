package io.tessera.provisioning.internal.delivery;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lanes without a queue: knows only who has which account. */
final class AccountBook implements Lanes {
  private final Map<ResourceId, Presence> presence = new HashMap<>();
  private final Map<String, LaneKey> owners = new HashMap<>();
  private final Map<UUID, Standing> standing = new HashMap<>();

  void stands(UUID target, Standing how) {
    standing.put(target, how);
  }

  void linked(ResourceId resource, String remoteId) {
    presence.put(
        resource, new Presence(new AccountLink(remoteId, AccountLink.State.ACTIVE, 1), false));
  }

  void awaited(ResourceId resource) {
    presence.put(resource, new Presence(null, true));
  }

  void owns(String remoteId, LaneKey owner) {
    owners.put(remoteId, owner);
  }

  @Override
  public Map<ResourceId, Presence> presence(UUID target, Collection<ResourceId> resources) {
    Map<ResourceId, Presence> found = new HashMap<>(presence);
    found.keySet().retainAll(resources);
    return found;
  }

  @Override
  public Map<String, LaneKey> ownersOf(UUID target, Collection<String> remoteIds) {
    Map<String, LaneKey> found = new HashMap<>(owners);
    found.keySet().retainAll(remoteIds);
    return found;
  }

  @Override
  public Set<UUID> dueTargets() {
    return Set.of();
  }

  @Override
  public List<Lane> claim(UUID target, String owner, int max, Duration lease) {
    return List.of();
  }

  @Override
  public Set<LaneKey> complete(Collection<Completion> completions) {
    return Set.of();
  }

  @Override
  public void release(String owner) {}

  @Override
  public void extend(Map<LaneKey, Long> epochs, Duration lease) {}

  @Override
  public Map<UUID, Standing> standing(ResourceId resource, Collection<UUID> targets) {
    Map<UUID, Standing> found = new HashMap<>(standing);
    found.keySet().retainAll(targets);
    return found;
  }

  @Override
  public boolean link(LaneKey key, long epoch, AccountLink link, boolean fromOthers) {
    LaneKey owner = owners.get(link.remoteId());
    boolean free = owner == null || owner.equals(key) || fromOthers;
    if (free) {
      owners.put(link.remoteId(), key);
    }
    return free;
  }

  @Override
  public boolean settle(UUID operation, Settlement settlement, @Nullable Deed record) {
    return false;
  }

  @Override
  public Map<UUID, Counts> counts() {
    return Map.of();
  }

  @Override
  public Map<UUID, Instant> oldestWaiting() {
    return Map.of();
  }
}

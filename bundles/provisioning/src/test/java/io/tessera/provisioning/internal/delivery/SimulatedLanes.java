package io.tessera.provisioning.internal.delivery;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The queue of one target in memory, by a clock that is turned by hand. */
final class SimulatedLanes implements Lanes {
  private static final Set<String> CHANGING = Set.of("CREATE", "UPDATE", "DELETE");

  private final Map<LaneKey, Row> rows = new LinkedHashMap<>();
  private final Supplier<Instant> clock;

  SimulatedLanes(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** A lane as it is kept. */
  private static final class Row {
    final List<Lane.Queued> queue = new ArrayList<>();
    final List<Lane.Queued> done = new ArrayList<>();
    @Nullable Instant due;
    @Nullable String owner;
    long epoch;
    int attempts;
    boolean dead;
    @Nullable AccountLink link;
    Lane.@Nullable Awaited awaited;
  }

  void add(LaneKey key, Lane.Queued operation) {
    Row row = rows.computeIfAbsent(key, k -> new Row());
    row.queue.add(operation);
    if (row.due == null) {
      row.due = clock.get();
    }
  }

  /** Whether nothing waits, for which reason ever. */
  boolean isDrained() {
    return rows.values().stream().allMatch(row -> row.queue.isEmpty());
  }

  /** Lanes whose head is dead. */
  List<LaneKey> dead() {
    return rows.entrySet().stream().filter(e -> e.getValue().dead).map(Map.Entry::getKey).toList();
  }

  /** As a person does who has repaired the cause. */
  void retryDead() {
    for (Row row : rows.values()) {
      if (row.dead) {
        row.dead = false;
        row.attempts = 0;
        row.due = clock.get();
      }
    }
  }

  Optional<AccountLink> link(LaneKey key) {
    return Optional.ofNullable(rows.get(key)).map(row -> row.link);
  }

  /** When something is due next, if anything is. */
  Optional<Instant> nextDue() {
    return rows.values().stream()
        .map(row -> row.due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  @Override
  public List<Lane> claim(UUID target, String owner, int max, Duration lease) {
    Instant now = clock.get();
    List<Lane> claimed = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          Instant due = row.due;
          if (claimed.size() < max && due != null && !due.isAfter(now)) {
            claimed.add(lease(key, row, owner, now.plus(lease)));
          }
        });
    return claimed;
  }

  private static Lane lease(LaneKey key, Row row, String owner, Instant until) {
    row.epoch++;
    row.owner = owner;
    row.due = until;
    row.attempts = row.dead ? 0 : row.attempts;
    row.dead = false;
    return new Lane(
        key,
        row.epoch,
        row.attempts,
        row.queue.subList(0, Math.min(Lane.MAX_QUEUE, row.queue.size())),
        row.link,
        row.awaited,
        0);
  }

  @Override
  public Set<LaneKey> complete(Collection<Completion> completions) {
    Set<LaneKey> refused = new HashSet<>();
    for (Completion completion : completions) {
      Row row = rows.get(completion.key());
      if (row == null || row.owner == null || row.epoch != completion.epoch()) {
        refused.add(completion.key());
        if (row != null && row.epoch > completion.epoch()) {
          setRight(row, completion);
        }
      } else {
        takeEffect(row, completion);
      }
    }
    return refused;
  }

  /** A late call may have overwritten what came after it. */
  private void setRight(Row row, Completion completion) {
    completion.attempts().stream()
        .filter(call -> CHANGING.contains(call.action()))
        .findFirst()
        .ifPresent(call -> sendAgain(row, call));
  }

  private void sendAgain(Row row, Attempt call) {
    long version =
        Stream.concat(row.done.stream(), row.queue.stream())
            .filter(q -> q.operation().equals(call.operation()))
            .mapToLong(Lane.Queued::version)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    List<Lane.Queued> since =
        Stream.concat(row.done.stream(), row.queue.stream())
            .filter(q -> q.version() >= version)
            .sorted(Comparator.comparingLong(Lane.Queued::version))
            .toList();
    boolean made = call.action().equals("CREATE") && !call.result().equals("CONFLICT");
    if (since.isEmpty() || (!made && since.get(since.size() - 1).version() == version)) {
      return;
    }
    for (Lane.Queued again :
        new LinkedHashSet<>(List.of(since.get(0), since.get(since.size() - 1)))) {
      if (row.done.remove(again)) {
        row.queue.add(again);
      } else if (row.owner != null) {
        row.queue.add(copy(again));
      }
    }
    row.queue.sort(Comparator.comparingLong(Lane.Queued::version));
    if (row.link != null) {
      row.link =
          new AccountLink(
              row.link.remoteId(), AccountLink.State.UNKNOWN, row.link.deliveredVersion());
    }
    if (row.due == null && !row.dead) {
      row.due = clock.get();
    }
  }

  private static Lane.Queued copy(Lane.Queued queued) {
    return new Lane.Queued(
        UUID.randomUUID(),
        queued.change(),
        "",
        queued.version(),
        queued.kind(),
        queued.state(),
        queued.members(),
        queued.created());
  }

  private void takeEffect(Row row, Completion completion) {
    Optional<LaneKey> other =
        completion
            .linkPut()
            .filter(AccountLink::known)
            .flatMap(link -> ownerOf(completion.key().target(), link.remoteId()))
            .filter(owner -> !owner.equals(completion.key()));
    if (other.isPresent()) {
      giveBack(row, new Next.Hold(1, "CONFLICT", "the account of another"));
      return;
    }
    Set<UUID> finished =
        completion.finished().stream().map(Finished::operation).collect(Collectors.toSet());
    row.queue.stream().filter(q -> finished.contains(q.operation())).forEach(row.done::add);
    row.queue.removeAll(row.done);
    completion.linkPut().ifPresent(link -> row.link = link);
    if (completion.link() instanceof LinkChange.Remove) {
      row.link = null;
    }
    giveBack(row, completion.next());
  }

  private void giveBack(Row row, Next next) {
    Instant now = clock.get();
    row.owner = null;
    row.awaited = null;
    row.due = row.queue.isEmpty() ? null : now;
    if (next instanceof Next.Continue) {
      row.attempts = 0;
    } else if (next instanceof Next.Retry retry) {
      row.attempts = retry.attempts();
      row.due = row.queue.isEmpty() ? null : now.plus(retry.delay());
    } else if (next instanceof Next.Hold hold) {
      row.attempts = hold.attempts();
      row.dead = true;
      row.due = null;
    } else if (next instanceof Next.Await await) {
      row.awaited = await.awaited();
      row.due = now.plus(await.checkAfter());
    }
  }

  @Override
  public Map<ResourceId, Presence> presence(UUID target, Collection<ResourceId> resources) {
    return Map.of();
  }

  @Override
  public Map<String, LaneKey> ownersOf(UUID target, Collection<String> remoteIds) {
    Map<String, LaneKey> owners = new HashMap<>();
    rows.forEach(
        (key, row) -> {
          if (row.link != null && remoteIds.contains(row.link.remoteId())) {
            owners.putIfAbsent(row.link.remoteId(), key);
          }
        });
    return owners;
  }

  @Override
  public Map<UUID, Standing> standing(ResourceId resource, Collection<UUID> targets) {
    Map<UUID, Standing> result = new HashMap<>();
    rows.forEach(
        (key, row) -> {
          if (key.resource().equals(resource) && targets.contains(key.target())) {
            long open = row.queue.isEmpty() ? 0 : row.queue.get(0).version();
            result.put(key.target(), new Standing(row.link, open, row.attempts, row.dead));
          }
        });
    return result;
  }

  @Override
  public Set<UUID> dueTargets() {
    return Set.of();
  }

  @Override
  public void release(String owner) {
    for (Row row : rows.values()) {
      if (owner.equals(row.owner)) {
        row.owner = null;
        row.due = row.queue.isEmpty() ? null : clock.get();
      }
    }
  }

  @Override
  public void extend(Map<LaneKey, Long> epochs, Duration lease) {}

  @Override
  public boolean link(LaneKey key, long epoch, AccountLink link, boolean fromOthers) {
    Row row = rows.get(key);
    boolean another =
        ownerOf(key.target(), link.remoteId()).filter(owner -> !owner.equals(key)).isPresent();
    if (row == null || row.owner == null || row.epoch != epoch || another) {
      return false;
    }
    row.link = link;
    return true;
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

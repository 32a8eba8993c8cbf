package io.tessera.provisioning.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AuditTrail.Place;
import io.tessera.store.spi.Bookmarks;
import io.tessera.store.spi.Bookmarks.Bookmark;
import io.tessera.store.spi.Retention;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HouseKeepingTest {
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final FakeLeases leases = new FakeLeases();
  private final Kept kept = new Kept();
  private final BookmarkStore store = new BookmarkStore();
  private @Nullable HouseKeeping running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.stop();
    }
  }

  @Test
  void what_is_too_old_goes_in_steps_and_the_next_search_begins_there() {
    start(10, 5);
    Eventually.is(() -> store.floor().isPresent() && kept.purgeSteps.get() == 3);
    assertThat(kept.sweeps).hasSize(3);
    assertThat(kept.sweeps.get(0).from()).isEqualTo(Instant.EPOCH);
    assertThat(kept.sweeps.get(0).before()).isBetween(daysAgo(10).minus(SLACK), daysAgo(10));
    assertThat(kept.sweeps.get(2).below()).isNotNull();
    assertThat(store.floor().orElseThrow()).isEqualTo(kept.sweeps.get(0).before().toEpochMilli());
    Eventually.is(() -> leases.owner().isEmpty());
  }

  @Test
  void what_had_to_be_kept_is_looked_at_again() {
    kept.needed = 1;
    start(10, 5);
    Eventually.is(() -> kept.purgeSteps.get() == 3);
    assertThat(store.floor()).isEmpty();
  }

  @Test
  void expired_tokens_and_old_wrong_passwords_go_in_steps() {
    start(0, 0);
    Eventually.is(() -> store.purges.get() >= 6);
    Eventually.is(() -> leases.owner().isEmpty());
  }

  @Test
  void zero_days_are_for_ever() {
    kept.erasures.add(new ResourceId(UUID.randomUUID()));
    start(0, 0);
    Eventually.is(() -> kept.erasures.isEmpty());
    Eventually.is(() -> leases.owner().isEmpty());
    assertThat(kept.sweeps).isEmpty();
    assertThat(kept.purgeSteps).hasValue(0);
  }

  private void start(int payloadDays, int operationDays) {
    Map<String, Object> values =
        Map.of(
            "keepPayloadsDays",
            payloadDays,
            "keepOperationsDays",
            operationDays,
            "batch",
            2,
            "everySeconds",
            1,
            "sweepMinutes",
            60);
    HouseKeeping.Config config =
        (HouseKeeping.Config)
            Proxy.newProxyInstance(
                HouseKeeping.Config.class.getClassLoader(),
                new Class<?>[] {HouseKeeping.Config.class},
                (proxy, method, arguments) -> values.get(method.getName()));
    running = new HouseKeeping(store, kept, leases, "node", config);
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private record Sweep(Instant from, Instant before, @Nullable Place below) {}

  /** Three steps' worth of everything. */
  private static final class Kept implements Retention {
    private static final int STEPS = 3;

    private final List<Sweep> sweeps = new CopyOnWriteArrayList<>();
    private final List<ResourceId> erasures = new CopyOnWriteArrayList<>();
    private final AtomicInteger purgeSteps = new AtomicInteger();
    private volatile int needed;

    @Override
    public Swept erasePayloads(Instant from, Instant before, @Nullable Place below, int most) {
      sweeps.add(new Sweep(from, before, below));
      boolean more = sweeps.size() < STEPS;
      return new Swept(most, needed, more ? new Place(before, UUID.randomUUID()) : null);
    }

    @Override
    public void request(ResourceId resource) {
      erasures.add(resource);
    }

    @Override
    public List<ResourceId> requested(int most) {
      return List.copyOf(erasures);
    }

    @Override
    public Progress eraseRequested(ResourceId resource, int most) {
      erasures.remove(resource);
      return new Progress(1, false, 0);
    }

    @Override
    public Purged purgeOperations(Instant before, @Nullable UUID below, int most) {
      boolean more = purgeSteps.incrementAndGet() < STEPS;
      return new Purged(most, more ? UUID.randomUUID() : null);
    }
  }

  /** A store that has nothing but bookmarks. */
  private static final class BookmarkStore implements Store, Bookmarks {
    private final Map<UUID, Bookmark> bookmarks = new ConcurrentHashMap<>();
    private final AtomicInteger purges = new AtomicInteger();

    Optional<Long> floor() {
      return bookmarks.values().stream().map(Bookmark::done).findFirst();
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
      return work.apply(transaction());
    }

    @Override
    public <T> T read(Function<? super Transaction, ? extends T> work) {
      return work.apply(transaction());
    }

    private Transaction transaction() {
      return (Transaction)
          Proxy.newProxyInstance(
              Transaction.class.getClassLoader(),
              new Class<?>[] {Transaction.class},
              (proxy, method, arguments) ->
                  method.getReturnType().isInstance(this) ? this : purged(method.getReturnType()));
    }

    /** Two full steps of whatever expires, then the rest. */
    private Object purged(Class<?> part) {
      return Proxy.newProxyInstance(
          part.getClassLoader(),
          new Class<?>[] {part},
          (proxy, method, arguments) -> purges.incrementAndGet() <= 4 ? arguments[1] : 0);
    }

    @Override
    public void check() {}

    @Override
    public Optional<Bookmark> find(UUID work) {
      return Optional.ofNullable(bookmarks.get(work));
    }

    @Override
    public void put(Bookmark bookmark) {
      bookmarks.put(bookmark.work(), bookmark);
    }

    @Override
    public void remove(UUID work) {
      bookmarks.remove(work);
    }
  }
}

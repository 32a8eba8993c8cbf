package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.MemberRef;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Evaluations.Due;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Sweeps.State;
import io.tessera.store.spi.Sweeps.Sweep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is to be looked at again comes due once, in order, and walks remember how far they are. */
public abstract class EvaluationsContract {
  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  private static MemberRef somebody() {
    return new MemberRef(ResourceType.USER, Samples.newId());
  }

  private void request(Instant due, MemberRef... resources) {
    store()
        .<Integer>write(
            tx -> {
              tx.evaluations().request(List.of(resources), due, "hr", "An assignment starts.");
              return resources.length;
            });
  }

  private List<Due> due(Instant now) {
    return store().<List<Due>>read(tx -> tx.evaluations().due(now, 100));
  }

  private void done(List<Due> all) {
    store()
        .<Integer>write(
            tx -> {
              tx.evaluations().done(all.stream().map(Due::id).toList());
              return all.size();
            });
  }

  @Test
  void who_is_requested_comes_due_at_the_time_the_longest_due_first() {
    MemberRef late = somebody();
    MemberRef early = somebody();
    request(LONG_AGO.plusSeconds(1), late);
    request(LONG_AGO, early);

    assertThat(due(LONG_AGO.minusMillis(1))).isEmpty();
    assertThat(due(LONG_AGO)).extracting(Due::resource).containsExactly(early);
    List<Due> both = due(LONG_AGO.plusSeconds(1));
    assertThat(both).extracting(Due::resource).containsExactly(early, late);
    assertThat(both.get(0).serviceProvider()).isEqualTo("hr");
    assertThat(both.get(0).reason()).isEqualTo("An assignment starts.");
    assertThat(both.get(0).due()).isEqualTo(LONG_AGO);
    assertThat(store().<Long>read(tx -> tx.evaluations().waiting(LONG_AGO))).isEqualTo(1);

    done(both);

    assertThat(due(LONG_AGO.plusSeconds(1))).isEmpty();
  }

  @Test
  void a_walk_is_found_under_way_until_it_ends() {
    Sweep begun = sweep(State.RUNNING, null, 0);
    store()
        .<Sweep>write(
            tx -> {
              tx.sweeps().add(begun);
              return begun;
            });
    assertThat(store().<List<Sweep>>read(tx -> tx.sweeps().running())).contains(begun);
    assertThat(isOpen(begun)).isTrue();

    Sweep ended = sweep(State.DONE, begun, 7);
    store()
        .<Sweep>write(
            tx -> {
              assertThat(tx.sweeps().findForUpdate(begun.id())).contains(begun);
              tx.sweeps().update(ended);
              return ended;
            });

    assertThat(store().<List<Sweep>>read(tx -> tx.sweeps().running())).doesNotContain(begun);
    assertThat(isOpen(begun)).isFalse();
    assertThat(store().<List<Sweep>>read(tx -> tx.sweeps().list(1000))).contains(ended);
    assertThat(store().<Integer>write(tx -> tx.sweeps().purge(LONG_AGO.plusMillis(1), 100)))
        .isEqualTo(1);
    assertThat(store().<Boolean>read(tx -> tx.sweeps().find(begun.id()).isPresent())).isFalse();
  }

  private boolean isOpen(Sweep sweep) {
    return store().<Boolean>read(tx -> tx.sweeps().isOpen(Objects.requireNonNull(sweep.target())));
  }

  private static Sweep sweep(State state, @Nullable Sweep before, long done) {
    return new Sweep(
        before == null ? UUID.randomUUID() : before.id(),
        before == null ? UUID.randomUUID() : before.target(),
        true,
        "Everybody is provisioned.",
        "admin",
        50,
        state,
        before == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : before.started(),
        ResourceType.USER,
        before == null ? null : Samples.newId(),
        10,
        done,
        done,
        state == State.RUNNING ? null : LONG_AGO);
  }

  @Test
  void a_walk_comes_to_everybody_once() {
    String domain = Samples.newDomain();
    List<ResourceId> users = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Resource user = Samples.user(domain, "swept" + i);
      users.add(user.id());
      store()
          .<Resource>write(
              tx -> {
                tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
                return user;
              });
    }

    List<ResourceId> seen = new ArrayList<>();
    List<ResourceId> part = next(null);
    while (!part.isEmpty()) {
      seen.addAll(part);
      part = next(part.get(part.size() - 1));
    }

    assertThat(seen).containsAll(users).doesNotHaveDuplicates();
  }

  private List<ResourceId> next(@Nullable ResourceId after) {
    return store().<List<ResourceId>>read(tx -> tx.sweeps().next(ResourceType.USER, after, 2));
  }
}

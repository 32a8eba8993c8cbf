package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.DeliveryLog.Entry;
import io.tessera.store.spi.DeliveryLog.Found;
import io.tessera.store.spi.DeliveryLog.Search;
import io.tessera.store.spi.DeliveryLog.State;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Tallies.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People find operations by what they know of them, page by page, newest first. */
public abstract class OperationSearchContract {
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final String domain = Samples.newDomain();
  private final UUID target = UUID.randomUUID();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  @Test
  void those_of_one_target_come_newest_first_page_by_page() {
    List<Resource> made = Stream.of("a", "b", "c").map(this::create).toList();

    Found first = search(wanted(Set.of()), null, 2);
    Found rest = search(wanted(Set.of()), first.next(), 2);

    assertThat(resources(first)).containsExactly(made.get(2).id(), made.get(1).id());
    assertThat(resources(rest)).containsExactly(made.get(0).id());
    assertThat(rest.next()).isNull();
  }

  @Test
  void states_are_told_apart_though_some_are_stored_alike() {
    create("pending");
    Lane pending = claimOne();
    complete(pending, new Next.Await(new Lane.Awaited("ref", 1), Duration.ofHours(1), 0, "later"));
    create("dead");
    complete(claimOne(), new Next.Hold(8, "refused"));
    create("done");
    Lane done = claimOne();
    stores()
        .lanes()
        .complete(
            List.of(
                Completion.done(
                    done.key(),
                    done.epoch(),
                    List.of(new Finished(done.queue().get(0).operation(), End.DONE, "")),
                    new LinkChange.Put(new AccountLink("r", AccountLink.State.ACTIVE, 1)))));
    create("waiting");

    for (State state : List.of(State.PENDING, State.DEAD, State.DONE, State.WAITING)) {
      assertThat(search(wanted(Set.of(state)), null, 10).entries())
          .as(state.name())
          .extracting(Entry::state)
          .containsExactly(state);
    }
    assertThat(search(wanted(Set.of(State.HELD)), null, 10).entries()).isEmpty();
    assertThat(search(wanted(Set.of(State.DEAD, State.WAITING)), null, 10).entries()).hasSize(2);
    assertThat(search(wanted(Set.of(State.DEAD, State.HELD)), null, 10).entries()).hasSize(1);
    assertThat(search(wanted(Set.of(State.WAITING, State.PENDING, State.HELD)), null, 10).entries())
        .hasSize(2);
  }

  @Test
  void they_are_found_by_time_and_by_whom_they_are_about() {
    Resource ann = create("ann");
    Resource ben = create("ben");
    Instant now = Instant.now();
    Search since = new Search(Set.of(target), Set.of(), Set.of(), null, now.minusSeconds(60), null);
    Search before =
        new Search(Set.of(target), Set.of(), Set.of(), null, null, now.minusSeconds(60));
    Search both =
        new Search(Set.of(), Set.of(ann.id(), ben.id()), Set.of(), null, null, now.plusSeconds(60));

    assertThat(search(since, null, 10).entries()).hasSize(2);
    assertThat(search(before, null, 10).entries()).isEmpty();
    assertThat(resources(search(both, null, 10))).containsExactly(ben.id(), ann.id());
  }

  @Test
  void those_of_somebody_in_some_state_are_found_whatever_the_state() {
    Resource ann = create("ann");
    complete(claimOne(), new Next.Hold(8, "refused"));
    create("ben");
    complete(claimOne(), new Next.Hold(8, "refused"));

    for (Set<State> states : List.of(Set.of(State.DEAD), Set.of(State.DEAD, State.HELD))) {
      Search search = new Search(Set.of(), Set.of(ann.id()), states, null, null, null);
      assertThat(resources(search(search, null, 10))).as("%s", states).containsExactly(ann.id());
    }
    for (State other : List.of(State.HELD, State.WAITING, State.PENDING, State.DONE)) {
      Search search = new Search(Set.of(), Set.of(ann.id()), Set.of(other), null, null, null);
      assertThat(search(search, null, 10).entries()).as(other.name()).isEmpty();
    }
  }

  @Test
  void several_targets_are_asked_for_at_once() {
    create("ann");
    Search search =
        new Search(Set.of(target, UUID.randomUUID()), Set.of(), Set.of(), null, null, null);

    assertThat(search(search, null, 10).entries()).hasSize(1);
  }

  @Test
  void what_nodes_counted_of_an_hour_is_added_up_for_each_target() {
    Instant hour = Instant.ofEpochSecond(3_600L * Math.abs((long) domain.hashCode()));
    String other = "b" + domain;

    UUID mail = UUID.randomUUID();
    tally(new Tally(hour, domain, target, 3, 1), new Tally(hour, domain, mail, 7, 0));
    tally(new Tally(hour, domain, target, 2, 0), new Tally(hour, domain, null, 4, 0));
    tally(new Tally(hour, other, target, 1, 0));

    assertThat(stores().store().<List<Tally>>read(tx -> tx.tallies().since(hour)))
        .contains(
            new Tally(hour, domain, target, 5, 1),
            new Tally(hour, domain, mail, 7, 0),
            new Tally(hour, domain, null, 4, 0),
            new Tally(hour, other, target, 1, 0));
    assertThat(stores().store().<Integer>write(tx -> tx.tallies().purge(hour))).isNotNegative();
    assertThat(stores().store().<List<Tally>>read(tx -> tx.tallies().since(hour)))
        .contains(new Tally(hour, domain, target, 5, 1));
  }

  private void tally(Tally... tallies) {
    stores()
        .store()
        .write(
            tx -> {
              tx.tallies().add(List.of(tallies));
              return domain;
            });
  }

  private Search wanted(Set<State> states) {
    return new Search(Set.of(target), Set.of(), states, null, null, null);
  }

  private Found search(Search search, @Nullable UUID olderThan, int limit) {
    return stores().log().search(search, olderThan, limit);
  }

  private static List<ResourceId> resources(Found found) {
    return found.entries().stream().map(e -> e.lane().resource()).collect(Collectors.toList());
  }

  private Resource create(String name) {
    Resource user = Samples.user(domain, name);
    return stores()
        .store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(user), user, null);
              tx.record(Samples.change(null, user), List.of(target));
              return user;
            });
  }

  private Lane claimOne() {
    List<Lane> claimed = new ArrayList<>(stores().lanes().claim(target, "node", 10, LEASE));
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  private void complete(Lane lane, Next next) {
    stores()
        .lanes()
        .complete(
            List.of(new Completion(lane.key(), lane.epoch(), List.of(), next, LinkChange.KEEP)));
  }
}

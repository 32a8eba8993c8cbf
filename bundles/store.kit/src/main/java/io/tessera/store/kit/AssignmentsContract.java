package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.Assignments;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Ending;
import io.tessera.store.spi.Assignments.Holder;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Assignments are kept with their dates and found by identity and by role. */
public abstract class AssignmentsContract {
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-06-30T22:00:00Z");

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  private void write(Consumer<Assignments> work) {
    store()
        .<Boolean>write(
            tx -> {
              work.accept(tx.assignments());
              return true;
            });
  }

  private <T> T read(Function<Assignments, T> work) {
    return store().<T>read(tx -> work.apply(tx.assignments()));
  }

  private static Assignment assignment(
      ResourceId identity, UUID role, @Nullable Instant starts, @Nullable Instant ends) {
    return new Assignment(
        UUID.randomUUID(),
        identity,
        role,
        Origin.ADMINISTRATOR,
        null,
        starts,
        ends,
        "A project.",
        "admin",
        EARLY);
  }

  @Test
  void an_assignment_is_found_as_it_was_made_and_as_it_was_changed() {
    ResourceId identity = Samples.newId();
    Assignment made = assignment(identity, UUID.randomUUID(), EARLY, null);
    write(all -> all.add(made));
    assertThat(this.<List<Assignment>>read(all -> all.of(identity))).containsExactly(made);

    Assignment changed =
        new Assignment(
            made.id(),
            identity,
            made.role(),
            made.origin(),
            null,
            null,
            LATE,
            "Longer.",
            "boss",
            LATE);
    write(all -> all.update(changed));

    assertThat(this.<Optional<Assignment>>read(all -> all.find(made.id()))).contains(changed);
    write(all -> all.remove(made.id()));
    assertThat(this.<Optional<Assignment>>read(all -> all.find(made.id()))).isEmpty();
  }

  @Test
  void those_that_end_soon_are_read_part_by_part_in_the_order_of_their_ends() {
    // An hour nobody else uses.
    Instant from =
        Instant.ofEpochSecond(10_000_000_000L + 3_600L * (UUID.randomUUID().hashCode() >>> 4));
    UUID role = UUID.randomUUID();
    List<Assignment> made =
        List.of(
            assignment(Samples.newId(), role, null, from),
            assignment(Samples.newId(), role, null, from.plusSeconds(1)),
            assignment(Samples.newId(), role, null, from.plusSeconds(2)));
    write(all -> made.forEach(all::add));
    write(all -> all.add(assignment(Samples.newId(), role, null, null)));
    Instant before = from.plusSeconds(60);

    List<Assignment> first = read(all -> all.ending(from, before, null, 2));
    Ending place = new Ending(from.plusSeconds(1), made.get(1).id());
    List<Assignment> rest = read(all -> all.ending(from, before, place, 2));

    assertThat(first).containsExactly(made.get(0), made.get(1));
    assertThat(rest).containsExactly(made.get(2));
    assertThat(this.<List<Assignment>>read(all -> all.ending(from, from, null, 2))).isEmpty();
  }

  @Test
  void an_identity_holds_a_role_for_several_reasons() {
    ResourceId identity = Samples.newId();
    UUID role = UUID.randomUUID();
    UUID rule = UUID.randomUUID();
    Assignment direct = assignment(identity, role, null, null);
    Assignment granted =
        new Assignment(
            UUID.randomUUID(),
            identity,
            role,
            Origin.RULE,
            rule,
            EARLY,
            LATE,
            "",
            "rule sales",
            EARLY.plusMillis(1));
    write(
        all -> {
          all.add(direct);
          all.add(granted);
        });

    assertThat(this.<List<Assignment>>read(all -> all.of(identity)))
        .containsExactly(direct, granted);
    assertThat(this.<List<ResourceId>>read(all -> all.holders(List.of(role), null, 10)))
        .containsExactly(identity);

    write(all -> all.forget(identity));
    assertThat(this.<List<Assignment>>read(all -> all.of(identity))).isEmpty();
    assertThat(this.<Boolean>read(all -> all.anyOf(role))).isFalse();
  }

  @Test
  void those_of_a_role_are_walked_through_by_pages() {
    UUID role = UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      Assignment one = assignment(Samples.newId(), role, null, null);
      write(all -> all.add(one));
    }
    assertThat(this.<Boolean>read(all -> all.anyOf(role))).isTrue();

    List<Assignment> first = read(all -> all.ofRole(role, null, 3));
    List<Assignment> rest = read(all -> all.ofRole(role, first.get(2).id(), 3));
    List<ResourceId> holders = read(all -> all.holders(List.of(role), null, 3));

    assertThat(first).hasSize(3);
    assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    assertThat(holders).hasSize(3);
    assertThat(this.<List<ResourceId>>read(all -> all.holders(List.of(role), holders.get(2), 3)))
        .hasSize(2);
  }

  @Test
  void those_of_users_of_one_domain_are_found_alone() {
    UUID role = UUID.randomUUID();
    String domain = Samples.newDomain();
    Resource alice = user(domain, "alice");
    Resource bob = user(domain, "bob");
    Resource elsewhere = user(Samples.newDomain(), "carol");
    Assignment twice = assignment(alice.id(), role, EARLY, null);
    Assignment ended = assignment(bob.id(), role, null, EARLY);
    write(
        all -> {
          all.add(twice);
          all.add(assignment(alice.id(), role, null, LATE));
          all.add(ended);
          all.add(assignment(elsewhere.id(), role, null, null));
        });

    List<Assignment> first = read(all -> all.ofRole(role, domain, null, 2));
    List<Assignment> rest = read(all -> all.ofRole(role, domain, first.get(1).id(), 2));
    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first);
    assertThat(first.get(0).id().toString()).isLessThan(first.get(1).id().toString());
    assertThat(this.<List<Holder>>read(all -> all.members(role, domain, EARLY, null, 10)))
        .containsExactly(new Holder(alice.id(), "alice Doe"));
    assertThat(
            this.<List<Holder>>read(
                all -> all.members(role, domain, EARLY.minusMillis(1), null, 1)))
        .hasSize(1);
    assertThat(this.<List<Holder>>read(all -> all.members(role, domain, EARLY, alice.id(), 10)))
        .isEmpty();
  }

  private Resource user(String domain, String name) {
    Resource user = Samples.user(domain, name);
    return store()
        .<Resource>write(
            tx -> {
              tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
              return user;
            });
  }

  @Test
  void it_is_held_from_its_start_until_before_its_end() {
    Assignment dated = assignment(Samples.newId(), UUID.randomUUID(), EARLY, LATE);

    assertThat(dated.isHeld(EARLY.minusMillis(1))).isFalse();
    assertThat(dated.isHeld(EARLY)).isTrue();
    assertThat(dated.isHeld(LATE.minusMillis(1))).isTrue();
    assertThat(dated.isHeld(LATE)).isFalse();
  }
}

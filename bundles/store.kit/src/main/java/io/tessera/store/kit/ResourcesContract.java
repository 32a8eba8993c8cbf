package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is written is there, whole, once, and nobody overwrites anybody. */
public abstract class ResourcesContract {
  private static final String OTHER = "other-provider";

  private final String domain = Samples.newDomain();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @Test
  void a_resource_is_found_as_it_was_written() {
    Resource alice = Samples.withExternalId(Samples.user(domain, "alice"), "ext-1");

    insert(alice);

    assertThat(find(alice)).contains(alice);
  }

  @Test
  void every_kind_of_value_comes_back_as_it_was() {
    Attributes all =
        Attributes.builder()
            .put("userName", "Ünï\u0301code \uD83D\uDE00 \"quoted\" \\ 'x' %_!")
            .put("active", false)
            .put("nickName", "\u0000nul and \n line")
            .put("number", new Value.Num(new BigDecimal("12345678901234567890.123456789")))
            .put("title", "x".repeat(100_000))
            .build();
    Resource odd = Samples.user(domain, all);

    insert(odd);

    assertThat(find(odd)).contains(odd);
  }

  @Test
  void what_was_never_written_is_not_found() {
    assertThat(find(Samples.user(domain, "nobody"))).isEmpty();
    Resource group = Samples.group(domain, "a group is no user");
    insert(group);
    assertThat(
            store()
                .<Optional<Resource>>read(
                    tx -> tx.resources().find(VIEWER, ResourceType.USER, group.id())))
        .isEmpty();
  }

  @Test
  void several_are_read_at_once_with_what_people_call_them() {
    Resource amy = Samples.withExternalId(Samples.user(domain, "amy"), unique("amy"));
    Resource staff = Samples.group(domain, "the staff");
    insert(amy);
    insert(staff);
    List<ResourceId> ids = List.of(amy.id(), staff.id(), Samples.newId());

    assertThat(store().<List<Resource>>read(tx -> tx.resources().find(VIEWER, amy.type(), ids)))
        .containsExactly(amy);
    assertThat(store().<Map<ResourceId, String>>read(tx -> tx.resources().labels(ids)))
        .isEqualTo(Map.of(amy.id(), "amy Doe", staff.id(), "the staff"));
    assertThat(store().<Map<ResourceId, String>>read(tx -> tx.resources().labels(List.of())))
        .isEmpty();
  }

  @Test
  void each_service_provider_has_its_own_external_id() {
    Resource bob = Samples.withExternalId(Samples.user(domain, "bob"), unique("mine"));
    insert(bob);
    String theirs = unique("theirs");

    Resource present = find(OTHER, bob).orElseThrow();
    update(OTHER, present, Samples.withExternalId(Samples.next(present, bob.attributes()), theirs));

    assertThat(present.externalId()).isNull();
    assertThat(find(OTHER, bob).orElseThrow().externalId()).isEqualTo(theirs);
    assertThat(find(bob).orElseThrow().externalId()).isEqualTo(bob.externalId());
  }

  @Test
  void an_external_id_can_be_changed_and_taken_away() {
    String first = unique("first");
    String second = unique("second");
    Resource one = Samples.withExternalId(Samples.user(domain, "changing"), first);
    insert(one);
    Resource two = Samples.withExternalId(Samples.next(one, one.attributes()), second);
    update(VIEWER, one, two);
    Resource three = Samples.withExternalId(Samples.next(two, one.attributes()), null);
    assertThat(find(one).orElseThrow().externalId()).isEqualTo(second);

    update(VIEWER, two, three);

    assertThat(find(one).orElseThrow().externalId()).isNull();
    insert(Samples.withExternalId(Samples.user(domain, "heir"), second));
  }

  @Test
  void a_name_that_differs_in_case_only_is_taken() {
    insert(Samples.user(domain, "carol"));

    RejectedException refused = refusal(() -> insert(Samples.user(domain, "CAROL")));

    assertProblem(refused, Problem.Kind.UNIQUENESS, "userName");
  }

  @Test
  void the_same_name_is_free_in_another_domain_and_for_a_group() {
    insert(Samples.user(domain, "dave"));

    insert(Samples.user(Samples.newDomain(), "dave"));
    insert(Samples.group(domain, "dave"));
  }

  @Test
  void a_taken_group_name_and_a_taken_external_id_are_named() {
    insert(Samples.group(domain, "Staff"));
    String taken = unique("taken");
    insert(Samples.withExternalId(Samples.user(domain, "first"), taken));

    RejectedException name = refusal(() -> insert(Samples.group(domain, "STAFF")));
    RejectedException id =
        refusal(() -> insert(Samples.withExternalId(Samples.user(domain, "second"), taken)));

    assertProblem(name, Problem.Kind.UNIQUENESS, "displayName");
    assertProblem(id, Problem.Kind.UNIQUENESS, "externalId");
  }

  @Test
  void renaming_to_a_taken_name_is_refused_and_changes_nothing() {
    Resource erin = Samples.user(domain, "erin");
    insert(erin);
    insert(Samples.user(domain, "frank"));

    RejectedException refused =
        refusal(
            () ->
                update(
                    VIEWER,
                    erin,
                    Samples.next(erin, erin.attributes().with("userName", Value.text("Frank")))));

    assertProblem(refused, Problem.Kind.UNIQUENESS, "userName");
    assertThat(find(erin)).contains(erin);
  }

  @Test
  void values_too_long_to_be_kept_unique_are_refused_with_their_limit() {
    RejectedException name = refusal(() -> insert(Samples.user(domain, "n".repeat(5000))));
    RejectedException id =
        refusal(
            () -> insert(Samples.withExternalId(Samples.user(domain, "long"), "e".repeat(5000))));

    assertProblem(name, Problem.Kind.INVALID_VALUE, "userName");
    assertProblem(id, Problem.Kind.INVALID_VALUE, "externalId");
  }

  @Test
  void an_update_that_fails_later_in_the_transaction_leaves_nothing() {
    Resource grace = Samples.user(domain, "grace");
    insert(grace);

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () ->
                    store()
                        .write(
                            tx -> {
                              Resource after =
                                  Samples.next(
                                      grace, grace.attributes().with("title", Value.text("Dr.")));
                              tx.resources()
                                  .update(
                                      VIEWER,
                                      Samples.schema(after),
                                      grace,
                                      after,
                                      PasswordChange.KEEP);
                              tx.record(Samples.change(grace, after), List.of());
                              throw new IllegalStateException("after all");
                            })))
        .hasMessage("after all");

    assertThat(find(grace)).contains(grace);
  }

  @Test
  void what_was_deleted_is_gone_and_its_names_are_free() {
    String externalId = unique("gone");
    Resource henry = Samples.withExternalId(Samples.user(domain, "henry"), externalId);
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(henry), henry, "$argon2id$hash");
              return henry;
            });

    delete(henry);
    delete(henry);

    assertThat(find(henry)).isEmpty();
    insert(Samples.withExternalId(Samples.user(domain, "henry"), externalId));
  }

  @Test
  void a_password_can_be_set_kept_and_cleared() {
    Resource ivy = Samples.user(domain, "ivy");
    insert(ivy);
    Resource present = ivy;
    for (PasswordChange change :
        List.of(
            new PasswordChange.Set("$argon2id$one"),
            new PasswordChange.Set("$argon2id$two"),
            PasswordChange.KEEP,
            new PasswordChange.Clear(),
            new PasswordChange.Clear())) {
      Resource before = present;
      Resource after = Samples.next(before, before.attributes());
      store()
          .write(
              tx -> {
                tx.resources().update(VIEWER, Samples.schema(after), before, after, change);
                return after;
              });
      present = after;
    }

    assertThat(find(ivy)).contains(present);
  }

  @Test
  void sixteen_parallel_updates_of_one_user_all_count() {
    Resource judy = Samples.user(domain, "judy");
    insert(judy);

    List<Long> versions =
        Parallel.run(
            IntStream.range(0, 16)
                .<Callable<Long>>mapToObj(i -> () -> count(judy))
                .collect(Collectors.toList()));

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 17).boxed().toList());
    assertThat(find(judy).orElseThrow().attributes().text("title")).contains("16");
  }

  @Test
  void of_parallel_creations_of_one_name_exactly_one_succeeds() {
    AtomicInteger refused = new AtomicInteger();
    Parallel.run(
        IntStream.range(0, 8)
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      try {
                        insert(Samples.user(domain, "kim"));
                      } catch (RejectedException taken) {
                        assertProblem(taken, Problem.Kind.UNIQUENESS, "userName");
                        refused.incrementAndGet();
                      }
                      return i;
                    })
            .collect(Collectors.toList()));

    assertThat(refused).hasValue(7);
  }

  @Test
  void an_update_of_what_somebody_else_changed_meanwhile_is_done_again() {
    Resource leo = Samples.user(domain, "leo");
    insert(leo);
    List<Long> seen = new ArrayList<>();

    store()
        .write(
            tx -> {
              Resource before =
                  tx.resources().find(VIEWER, ResourceType.USER, leo.id()).orElseThrow();
              if (seen.isEmpty()) {
                seen.add(before.version());
                Parallel.run(List.<Callable<Long>>of(() -> count(leo)));
              }
              seen.add(before.version());
              Resource after =
                  Samples.next(before, before.attributes().with("nickName", Value.text("L")));
              tx.resources()
                  .update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
              return after;
            });

    Resource present = find(leo).orElseThrow();
    assertThat(present.version()).isEqualTo(3);
    assertThat(present.attributes().text("title")).contains("1");
    assertThat(present.attributes().text("nickName")).contains("L");
  }

  private long count(Resource user) {
    return store()
        .write(
            tx -> {
              Resource before =
                  tx.resources().findForUpdate(VIEWER, ResourceType.USER, user.id()).orElseThrow();
              int next = Integer.parseInt(before.attributes().text("title").orElse("0")) + 1;
              Resource after =
                  Samples.next(
                      before, before.attributes().with("title", Value.text(String.valueOf(next))));
              tx.resources()
                  .update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
              tx.record(Samples.change(before, after), List.of());
              return after.version();
            });
  }

  private static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  private void insert(Resource resource) {
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(resource), resource, null);
              tx.record(Samples.change(null, resource), List.of());
              return resource;
            });
  }

  private void update(String viewer, Resource before, Resource after) {
    store()
        .write(
            tx -> {
              tx.resources()
                  .update(viewer, Samples.schema(after), before, after, PasswordChange.KEEP);
              return after;
            });
  }

  private void delete(Resource resource) {
    store()
        .write(
            tx -> {
              tx.resources().delete(Samples.schema(resource), resource.id());
              return resource;
            });
  }

  private Optional<Resource> find(Resource resource) {
    return find(VIEWER, resource);
  }

  private Optional<Resource> find(String viewer, Resource resource) {
    return store().read(tx -> tx.resources().find(viewer, resource.type(), resource.id()));
  }

  private static RejectedException refusal(Runnable work) {
    return Objects.requireNonNull(
        catchThrowableOfType(RejectedException.class, work::run), "nothing was refused");
  }

  private static void assertProblem(RejectedException refused, Problem.Kind kind, String path) {
    assertThat(refused.first().kind()).isEqualTo(kind);
    assertThat(refused.first().where()).map(AttributePath::toString).contains(path);
  }
}

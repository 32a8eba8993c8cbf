package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Destinations;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Removals;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The queue keeps order, gives no lane to two, and believes only who holds the lease. */
public abstract class LanesContract {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofHours(1);
  private static final long PATIENCE_SECONDS = 20;

  private final String domain = Samples.newDomain();
  private final UUID target = UUID.randomUUID();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  private Lanes lanes() {
    return stores().lanes();
  }

  private DeliveryLog log() {
    return stores().log();
  }

  @Test
  void a_change_becomes_one_due_lane_with_what_to_deliver() {
    assertThat(lanes().dueTargets()).doesNotContain(target);
    Resource alice = Samples.user(domain, "alice");

    Change change = create(alice);

    assertThat(lanes().dueTargets()).contains(target);
    Lane lane = claimOne();
    assertThat(lane.key()).isEqualTo(key(alice));
    assertThat(lane.attempts()).isZero();
    assertThat(lane.linkIfAny()).isEmpty();
    Queued queued = lane.queue().get(0);
    assertThat(queued)
        .isEqualTo(
            new Queued(
                queued.operation(),
                change.id(),
                change.origin().causality(),
                1,
                Change.Kind.CREATE,
                alice.attributes(),
                MembershipDelta.NONE,
                queued.created()));
    assertThat(lanes().dueTargets()).doesNotContain(target);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void a_resource_is_known_to_be_where_it_was_sent_also_after_it_was_delivered() {
    Resource alice = Samples.user(domain, "there");
    create(alice);
    assertThat(aimsOf(alice)).containsOnly(Map.entry(target, Aim.ACCOUNT));

    lanes().complete(List.of(done(claimOne(), "r-there")));

    assertThat(aimsOf(alice)).containsOnly(Map.entry(target, Aim.ACCOUNT));
    assertThat(aimsOf(Samples.user(domain, "nowhere"))).isEmpty();
  }

  @Test
  void an_account_can_end_while_its_resource_lives_and_come_back() {
    Resource alice = Samples.user(domain, "to-and-fro");
    create(alice);
    lanes().complete(List.of(done(claimOne(), "r-to-and-fro")));

    Resource without = directed(alice, new Destinations(Set.of(), Set.of(target), Set.of()));

    assertThat(aimsOf(alice)).containsOnly(Map.entry(target, Aim.NO_ACCOUNT));
    Lane ending = claimOne();
    assertThat(ending.queue()).extracting(Queued::kind).containsExactly(Change.Kind.DELETE);
    assertThat(ending.queue().get(0).state()).isEqualTo(without.attributes());
    lanes()
        .complete(
            List.of(
                Completion.done(
                    ending.key(), ending.epoch(), all(ending), new LinkChange.Remove())));
    assertThat(aimsOf(alice)).containsOnly(Map.entry(target, Aim.NO_ACCOUNT));

    directed(without, new Destinations(Set.of(target), Set.of(), Set.of(target)));

    assertThat(aimsOf(alice)).containsOnly(Map.entry(target, Aim.ACCOUNT));
    assertThat(claimOne().queue()).extracting(Queued::kind).containsExactly(Change.Kind.UPDATE);
  }

  @Test
  void an_end_that_is_put_off_does_not_keep_waiting_who_comes_back() {
    Resource alice = Samples.user(domain, "re-hired");
    create(alice);
    lanes().complete(List.of(done(claimOne(), "r-re-hired")));
    Resource without = directed(alice, new Destinations(Set.of(), Set.of(target), Set.of()));
    Lane ending = claimOne();
    lanes()
        .complete(
            List.of(
                new Completion(
                    ending.key(),
                    ending.epoch(),
                    List.of(),
                    new Next.Retry(Duration.ofDays(30), 0, "It is deleted later."),
                    new LinkChange.Put(
                        new AccountLink("r-re-hired", AccountLink.State.RETIRED, 2)))));
    assertThat(claim(1)).isEmpty();

    directed(without, new Destinations(Set.of(target), Set.of(), Set.of(target)));

    assertThat(claimOne().queue())
        .extracting(Queued::kind)
        .containsExactly(Change.Kind.DELETE, Change.Kind.UPDATE);
  }

  private Resource directed(Resource before, Destinations destinations) {
    return update(before, "title", "t" + before.version(), destinations);
  }

  private Map<UUID, Aim> aimsOf(Resource resource) {
    return store().<Map<UUID, Aim>>read(tx -> tx.aimsOf(resource.id()));
  }

  @Test
  void one_lane_hands_its_operations_out_in_the_order_of_versions() {
    Resource bob = Samples.user(domain, "bob");
    create(bob);
    Resource last = bob;
    for (int i = 0; i < 20; i++) {
      last = update(last, "title", "t" + i);
    }

    Lane lane = claimOne();

    assertThat(lane.queue()).hasSize(Lane.MAX_QUEUE);
    assertThat(lane.queue()).extracting(Queued::version).isSorted().startsWith(1L, 2L, 3L);
    assertThat(lane.queue().get(3).state().text("title")).contains("t2");
    lanes().complete(List.of(Completion.done(lane.key(), lane.epoch(), all(lane), link("r1", 16))));
    Lane rest = claimOne();
    assertThat(rest.queue()).hasSize(5);
    assertThat(rest.queue().get(0).version()).isEqualTo(17);
    assertThat(rest.linkIfAny()).contains(new AccountLink("r1", AccountLink.State.ACTIVE, 16));
  }

  @Test
  void a_deletion_delivers_what_was_there_before() {
    Resource carl = Samples.user(domain, "carl");
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(carl), carl, null);
              tx.resources().delete(Samples.schema(carl), carl.id());
              tx.record(Samples.change(carl, null), List.of(target));
              return carl;
            });

    Queued queued = claimOne().queue().get(0);

    assertThat(queued.kind()).isEqualTo(Change.Kind.DELETE);
    assertThat(queued.state()).isEqualTo(carl.attributes());
  }

  @Test
  void several_accounts_are_told_with_their_newest_operations() {
    Resource first = Samples.user(domain, "gina");
    Resource second = Samples.user(domain, "hugo");
    create(first);
    Lane lane = claimOne();
    lanes().complete(List.of(Completion.done(lane.key(), lane.epoch(), all(lane), link("r9", 1))));
    update(first, "title", "t");
    create(second);

    List<DeliveryLog.Status> told = log().accountsOf(List.of(first.id(), second.id()));

    assertThat(told).hasSize(2).allMatch(s -> s.pending() == 1);
    assertThat(told).allMatch(s -> s.last() == DeliveryLog.State.WAITING);
    DeliveryLog.Status known =
        told.stream().filter(s -> s.lane().equals(key(first))).findFirst().orElseThrow();
    assertThat(known.link()).isEqualTo(new AccountLink("r9", AccountLink.State.ACTIVE, 1));
    assertThat(log().accountsOf(List.of())).isEmpty();
  }

  @Test
  void several_targets_each_get_an_operation() {
    UUID other = UUID.randomUUID();
    Resource dora = Samples.user(domain, "dora");
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(dora), dora, null);
              tx.record(Samples.change(null, dora), List.of(target, other));
              return dora;
            });

    assertThat(claim(10)).hasSize(1);
    assertThat(lanes().claim(other, "node", 10, LEASE)).hasSize(1);
    assertThat(operations(null, dora.id(), null, null, 10)).hasSize(2);
  }

  @Test
  void two_nodes_never_get_the_same_lane() {
    for (int i = 0; i < 60; i++) {
      create(Samples.user(domain, "many" + i));
    }

    List<List<Lane>> claims =
        Parallel.run(
            IntStream.range(0, 6)
                .<Callable<List<Lane>>>mapToObj(
                    node -> () -> lanes().claim(target, "node-" + node, 25, LEASE))
                .collect(Collectors.toList()));
    claims.add(claim(100));

    List<LaneKey> keys = claims.stream().flatMap(List::stream).map(Lane::key).toList();
    assertThat(keys).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void an_older_epoch_is_refused_and_the_others_take_effect() {
    Resource slow = Samples.user(domain, "slow");
    Resource fine = Samples.user(domain, "fine");
    create(slow);
    create(fine);
    List<Lane> stalled = lanes().claim(target, "stalled", 10, SHORT);
    assertThat(stalled).hasSize(2);
    Lane mine = await(slow);
    Map<ResourceId, Lane> old = byResource(stalled);
    Lane another = in(old, fine);

    Set<LaneKey> refused =
        lanes()
            .complete(
                List.of(
                    Completion.done(
                        key(slow), mine.epoch() - 1, all(in(old, slow)), link("wrong", 1)),
                    Completion.done(key(fine), another.epoch(), all(another), link("right", 1))));

    assertThat(refused).contains(key(slow));
    assertThat(in(lanes().presence(target, List.of(slow.id())), slow).linkIfAny()).isEmpty();
    assertThat(log().operation(mine.queue().get(0).operation()).orElseThrow().state())
        .isEqualTo(DeliveryLog.State.WAITING);
    assertThat(lanes().complete(List.of(done(mine, "right")))).isEmpty();
    assertThat(lanes().complete(List.of(done(mine, "twice")))).containsExactly(key(slow));
    assertThat(lanes().ownerOf(target, "right")).isPresent();
    assertThat(lanes().ownerOf(target, "twice")).isEmpty();
  }

  @Test
  void what_a_stalled_node_sent_late_is_set_right_by_sending_again_what_came_after_it() {
    Resource ida = Samples.user(domain, "ida");
    create(ida);
    Lane stalled = lanes().claim(target, "stalled", 10, SHORT).get(0);
    Lane first = await(ida);
    assertThat(lanes().complete(List.of(done(first, "r1")))).isEmpty();
    update(ida, "title", "newer");
    assertThat(lanes().complete(List.of(done(claimOne(), "r1")))).isEmpty();

    Completion late = done(stalled, "r1");
    assertThat(lanes().complete(List.of(late.withAttempts(List.of(read(stalled)))))).hasSize(1);
    assertThat(claim(10)).isEmpty();
    Completion applied = late.withAttempts(List.of(call(stalled, "UPDATE", "APPLIED")));
    assertThat(lanes().complete(List.of(applied))).containsExactly(key(ida));

    Lane again = claimOne();
    assertThat(again.queue()).extracting(Lane.Queued::version).containsExactly(1L, 2L);
    assertThat(again.linkIfAny().orElseThrow())
        .isEqualTo(new AccountLink("r1", AccountLink.State.UNKNOWN, 2));
    assertThat(lanes().complete(List.of(done(again, "r1")))).isEmpty();
    assertThat(claim(10)).isEmpty();
    assertThat(lanes().counts().get(target)).isNull();
  }

  @Test
  void what_may_have_been_sent_before_a_late_call_comes_once_more() {
    Resource kit = Samples.user(domain, "kit");
    create(kit);
    Lane stalled = lanes().claim(target, "stalled", 10, SHORT).get(0);
    update(kit, "title", "newer");
    Lane underWay = await(kit);

    Completion late = done(stalled, "r1");
    lanes().complete(List.of(late.withAttempts(List.of(call(stalled, "UPDATE", "UNKNOWN")))));
    assertThat(lanes().complete(List.of(done(underWay, "r1")))).isEmpty();

    Lane again = claimOne();
    assertThat(again.queue()).extracting(Lane.Queued::version).containsExactly(1L, 2L);
    assertThat(again.queue())
        .extracting(Lane.Queued::operation)
        .doesNotContainAnyElementsOf(
            underWay.queue().stream().map(Lane.Queued::operation).toList());
    assertThat(lanes().complete(List.of(done(again, "r1")))).isEmpty();
    assertThat(lanes().counts().get(target)).isNull();
  }

  @Test
  void a_late_creation_of_the_same_state_is_looked_after() {
    Resource lou = Samples.user(domain, "lou");
    create(lou);
    Lane stalled = lanes().claim(target, "stalled", 10, SHORT).get(0);
    assertThat(lanes().complete(List.of(done(await(lou), "r1")))).isEmpty();

    Completion late = done(stalled, "r2");
    lanes().complete(List.of(late.withAttempts(List.of(call(stalled, "CREATE", "CONFLICT")))));
    assertThat(claim(10)).isEmpty();
    lanes().complete(List.of(late.withAttempts(List.of(call(stalled, "CREATE", "APPLIED")))));

    assertThat(claimOne().queue()).hasSize(1);
  }

  @Test
  void a_result_given_back_twice_sends_nothing_again() {
    create(Samples.user(domain, "jim"));
    Lane lane = claimOne();
    Completion applied = done(lane, "r2").withAttempts(List.of(call(lane, "CREATE", "APPLIED")));

    assertThat(lanes().complete(List.of(applied))).isEmpty();
    assertThat(lanes().complete(List.of(applied))).hasSize(1);

    assertThat(claim(10)).isEmpty();
  }

  @Test
  void a_lease_that_ran_out_is_taken_by_another_with_a_higher_epoch() {
    Resource gone = Samples.user(domain, "gone");
    create(gone);
    Lane first = lanes().claim(target, "dead node", 10, SHORT).get(0);

    Lane second = await(gone);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void a_lease_can_be_prolonged_while_it_is_held() {
    Resource long1 = Samples.user(domain, "long");
    create(long1);
    Lane lane = lanes().claim(target, "node", 10, Duration.ofSeconds(2)).get(0);

    lanes().extend(Map.of(lane.key(), lane.epoch()), LONG);
    lanes().extend(Map.of(lane.key(), lane.epoch() - 1), Duration.ZERO);

    assertThat(claim(10)).isEmpty();
    assertThat(lanes().complete(List.of(done(lane, "r")))).isEmpty();
    lanes().extend(Map.of(lane.key(), lane.epoch()), Duration.ZERO);
    assertThat(lanes().dueTargets()).doesNotContain(target);
  }

  @Test
  void a_node_that_comes_back_ends_the_leases_of_its_previous_life() {
    create(Samples.user(domain, "phoenix"));
    String node = "node-" + UUID.randomUUID();
    Lane before = lanes().claim(target, node, 10, LONG).get(0);

    lanes().release("somebody else");
    assertThat(claim(10)).isEmpty();
    lanes().release(node);

    assertThat(claimOne().epoch()).isGreaterThan(before.epoch());
    assertThat(lanes().complete(List.of(done(before, "late")))).hasSize(1);
  }

  @Test
  void a_lane_in_back_off_keeps_it_when_more_is_queued() {
    Resource eve = Samples.user(domain, "eve");
    create(eve);
    Lane lane = claimOne();

    lanes().complete(List.of(retry(lane, LONG, 3)));
    update(eve, "title", "more");

    assertThat(claim(10)).isEmpty();
    DeliveryLog.Entry head = log().operation(lane.queue().get(0).operation()).orElseThrow();
    assertThat(head.state()).isEqualTo(DeliveryLog.State.WAITING);
    assertThat(head.attempts()).isEqualTo(3);
    assertThat(head.detail()).isEqualTo("try later");
    assertThat(head.due()).isNotNull();
    assertThat(log().retry(Set.of(head.id()))).containsExactly(head.id());
    Lane again = claimOne();
    assertThat(again.attempts()).isEqualTo(3);
    assertThat(again.queue()).hasSize(2);
  }

  @Test
  void a_short_back_off_ends_by_itself() {
    Resource fay = Samples.user(domain, "fay");
    create(fay);
    lanes().complete(List.of(retry(claimOne(), SHORT, 1)));

    assertThat(await(fay).attempts()).isEqualTo(1);
  }

  @Test
  void a_held_lane_waits_for_a_person_and_blocks_nobody_else() {
    Resource gil = Samples.user(domain, "gil");
    create(gil);
    Lane lane = claimOne();
    lanes().complete(List.of(hold(lane)));
    create(Samples.user(domain, "neighbour"));

    assertThat(claim(10)).extracting(l -> l.key().resource()).doesNotContain(gil.id()).hasSize(1);
    assertThat(lanes().counts().get(target)).isEqualTo(new Lanes.Counts(1, 1, 0));
    List<DeliveryLog.Entry> dead = operations(target, null, DeliveryLog.State.DEAD, null, 10);
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).detail()).isEqualTo("refused");
    assertThat(dead.get(0).attempts()).isEqualTo(8);
    assertThat(dead.get(0).due()).isNull();
    assertThat(lanes().presence(target, List.of(gil.id()))).isEmpty();

    assertThat(log().retry(Set.of(dead.get(0).id()))).hasSize(1);

    Lane again = claimOne();
    assertThat(again.queue()).hasSize(1);
    assertThat(again.attempts()).isZero();
    assertThat(lanes().counts().get(target)).isEqualTo(new Lanes.Counts(2, 0, 0));
  }

  @Test
  void the_oldest_operation_that_waits_is_told_dead_ones_aside() {
    assertThat(lanes().oldestWaiting()).doesNotContainKey(target);
    create(Samples.user(domain, "hub"));
    lanes().complete(List.of(hold(claimOne())));
    assertThat(lanes().oldestWaiting()).doesNotContainKey(target);

    create(Samples.user(domain, "ida"));
    Instant first = operations(target, null, DeliveryLog.State.WAITING, null, 1).get(0).created();
    create(Samples.user(domain, "jon"));
    assertThat(lanes().oldestWaiting()).containsEntry(target, first);

    Lane ida = claim(1).get(0);
    assertThat(lanes().oldestWaiting()).containsEntry(target, first);
    lanes().complete(List.of(done(ida, "r-ida"), done(claimOne(), "r-jon")));
    assertThat(lanes().oldestWaiting()).doesNotContainKey(target);
  }

  @Test
  void a_later_change_has_a_dead_operation_tried_again_together_with_it() {
    Resource kim = Samples.user(domain, "kim");
    create(kim);
    lanes().complete(List.of(hold(claimOne())));

    update(kim, "title", "repaired");

    Lane again = claimOne();
    assertThat(again.queue()).extracting(Queued::version).containsExactly(1L, 2L);
    assertThat(again.attempts()).isZero();
    assertThat(operations(target, null, DeliveryLog.State.DEAD, null, 10)).isEmpty();
    assertThat(lanes().complete(List.of(done(again, "r-kim")))).isEmpty();
    assertThat(lanes().counts()).doesNotContainKey(target);
  }

  @Test
  void a_dead_operation_carries_what_a_person_edited() {
    Resource lea = Samples.user(domain, "lea");
    create(lea);
    Lane lane = claimOne();
    UUID operation = lane.queue().get(0).operation();
    Attributes edited = lea.attributes().with("title", Value.text("edited"));
    assertThat(log().edit(operation, edited, Samples.deed("carol"))).isFalse();
    lanes().complete(List.of(hold(lane)));
    assertThat(log().payload(operation)).contains(lea.attributes());

    assertThat(log().edit(operation, edited, Samples.deed("carol"))).isTrue();

    assertThat(log().payload(operation)).contains(edited);
    assertThat(claimOne().queue().get(0).state()).isEqualTo(edited);
  }

  @Test
  void what_is_pending_keeps_its_reference_until_it_has_ended() {
    Resource moe = Samples.user(domain, "moe");
    create(moe);
    Lane lane = claimOne();
    UUID operation = lane.queue().get(0).operation();

    lanes().complete(List.of(pending(lane, "ticket-1", Duration.ZERO)));

    assertThat(log().operation(operation).orElseThrow().state())
        .isEqualTo(DeliveryLog.State.PENDING);
    assertThat(operations(target, null, DeliveryLog.State.PENDING, null, 10)).hasSize(1);
    Lane again = claimOne();
    assertThat(again.awaitedIfAny()).contains(new Lane.Awaited("ticket-1", 1));
    lanes().complete(List.of(done(again, "r-moe")));
    update(moe, "title", "later");
    assertThat(claimOne().awaitedIfAny()).isEmpty();
  }

  @Test
  void a_pending_operation_ends_by_word_from_outside_even_while_it_is_checked() {
    Resource nia = Samples.user(domain, "nia");
    create(nia);
    Lane lane = claimOne();
    UUID operation = lane.queue().get(0).operation();
    assertThat(lanes().settle(operation, new Lanes.Settlement.Done("early", ""), null)).isFalse();
    lanes().complete(List.of(pending(lane, "ticket-2", Duration.ZERO)));
    Lane checked = claimOne();
    update(nia, "title", "later");

    assertThat(lanes().settle(operation, new Lanes.Settlement.Done("r-nia", "by hand"), null))
        .isTrue();

    assertThat(lanes().complete(List.of(done(checked, "late")))).hasSize(1);
    assertThat(log().operation(operation).orElseThrow().state()).isEqualTo(DeliveryLog.State.DONE);
    Lane rest = claimOne();
    assertThat(rest.queue()).extracting(Queued::version).containsExactly(2L);
    assertThat(rest.linkIfAny().orElseThrow().remoteId()).isEqualTo("r-nia");
  }

  @Test
  void a_pending_operation_that_is_refused_is_dead() {
    Resource ona = Samples.user(domain, "ona");
    create(ona);
    Lane lane = claimOne();
    UUID operation = lane.queue().get(0).operation();
    lanes().complete(List.of(pending(lane, "ticket-3", LONG)));

    assertThat(lanes().settle(operation, new Lanes.Settlement.Refused("no"), null)).isTrue();

    DeliveryLog.Entry entry = log().operation(operation).orElseThrow();
    assertThat(entry.state()).isEqualTo(DeliveryLog.State.DEAD);
    assertThat(entry.detail()).isEqualTo("no");
  }

  @Test
  void an_account_of_another_is_not_linked() {
    Resource pat = Samples.user(domain, "pat");
    Resource quin = Samples.user(domain, "quin");
    create(pat);
    lanes().complete(List.of(done(claimOne(), "the-account")));
    create(quin);
    Lane lane = claimOne();

    lanes().complete(List.of(done(lane, "the-account")));

    assertThat(lanes().ownerOf(target, "the-account")).contains(key(pat));
    DeliveryLog.Entry entry = log().operation(lane.queue().get(0).operation()).orElseThrow();
    assertThat(entry.state()).isEqualTo(DeliveryLog.State.DEAD);
    assertThat(entry.detail()).contains(pat.id().toString());

    log().retry(Set.of(entry.id()));
    Lane again = claimOne();
    AccountLink found = new AccountLink("the-account", AccountLink.State.UNKNOWN, 0);
    assertThat(lanes().link(again.key(), again.epoch() - 1, found, true)).isFalse();
    assertThat(lanes().link(again.key(), again.epoch(), found, false)).isFalse();
    assertThat(lanes().link(again.key(), again.epoch(), found, true)).isTrue();
    assertThat(lanes().ownerOf(target, "the-account")).contains(key(quin));
  }

  @Test
  void calls_are_kept_with_their_operation() {
    Resource rob = Samples.user(domain, "rob");
    create(rob);
    Lane lane = claimOne();
    UUID operation = lane.queue().get(0).operation();
    Attempt attempt =
        new Attempt(
            operation,
            1,
            Instant.ofEpochMilli(1_000),
            Duration.ofMillis(7),
            "node",
            "connector 1.0",
            "CREATE",
            "APPLIED",
            "",
            Attributes.builder().put("a", "b").build(),
            null);

    lanes().complete(List.of(done(lane, "r-rob").withAttempts(List.of(attempt))));

    assertThat(log().attempts(operation)).containsExactly(attempt);
    assertThat(log().attempts(UUID.randomUUID())).isEmpty();
  }

  @Test
  void standing_tells_how_a_resource_is_doing_at_other_targets() {
    Resource sia = Samples.user(domain, "sia");
    create(sia);
    assertThat(lanes().standing(sia.id(), List.of(target)).get(target))
        .isEqualTo(new Lanes.Standing(null, 1, 0, false));
    lanes().complete(List.of(done(claimOne(), "r-sia")));
    AccountLink link = new AccountLink("r-sia", AccountLink.State.ACTIVE, 1);
    assertThat(lanes().standing(sia.id(), List.of(target)).get(target))
        .isEqualTo(new Lanes.Standing(link, 0, 0, false));
    assertThat(lanes().standing(sia.id(), List.of(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void removals_beyond_the_limit_wait_for_a_person_and_go_on_when_allowed() {
    Removals removals = stores().removals();
    assertThat(removals.reserve(target, 5, 7, LONG, "many").granted()).isEqualTo(5);
    assertThat(removals.reserve(target, 5, 7, LONG, "many").granted()).isEqualTo(2);
    UUID batch = Objects.requireNonNull(removals.reserve(target, 5, 7, LONG, "many").batch());
    assertThat(removals.reserve(target, 1, 100, LONG, "many").batch()).isEqualTo(batch);
    Resource tom = Samples.user(domain, "tom");
    create(tom);
    Lane lane = claimOne();

    lanes().complete(List.of(guarded(lane, batch)));
    update(tom, "title", "still held");

    assertThat(claim(10)).isEmpty();
    assertThat(lanes().counts().get(target)).isEqualTo(new Lanes.Counts(1, 0, 1));
    assertThat(operations(target, null, DeliveryLog.State.HELD, null, 10)).hasSize(2);
    assertThat(log().retry(Set.of(lane.queue().get(0).operation()))).isEmpty();
    Removals.Batch open = removals.batches(target, Removals.State.OPEN, 10).get(0);
    assertThat(open.operations()).isEqualTo(1);
    assertThat(open.reason()).isEqualTo("many");

    assertThat(removals.allow(batch, Samples.deed("carol"))).isTrue();
    assertThat(removals.allow(batch, Samples.deed("carol"))).isFalse();

    Lane allowed = claimOne();
    assertThat(allowed.approvedVersion()).isEqualTo(2);
    assertThat(allowed.queue()).hasSize(2);
    assertThat(removals.reserve(target, 5, 7, LONG, "many").granted()).isEqualTo(5);
    assertThat(removals.batch(batch).orElseThrow().decidedBy()).isEqualTo("carol");
    lanes().complete(List.of(guarded(allowed, batch)));
    assertThat(claimOne().queue()).as("a decided batch holds nothing").hasSize(2);
  }

  @Test
  void rejected_removals_are_discarded_and_their_lanes_go_on() {
    Removals removals = stores().removals();
    UUID batch = Objects.requireNonNull(removals.reserve(target, 1, 0, LONG, "many").batch());
    Resource una = Samples.user(domain, "una");
    create(una);
    lanes().complete(List.of(guarded(claimOne(), batch)));

    assertThat(removals.reject(batch, "a mistake", Samples.deed("carol"))).isTrue();

    assertThat(claim(10)).isEmpty();
    assertThat(lanes().counts()).doesNotContainKey(target);
    assertThat(operations(target, null, DeliveryLog.State.DISCARDED, null, 10))
        .extracting(DeliveryLog.Entry::detail)
        .containsExactly("Rejected by carol: a mistake");
    update(una, "title", "goes on");
    assertThat(claimOne().queue()).hasSize(1);
  }

  @Test
  void an_intent_asks_a_target_before_the_change_is_recorded() {
    Resource vic = Samples.user(domain, "vic");
    Change change = Samples.change(null, vic);
    intend(change);

    Lane asked = claimOne();
    assertThat(asked.queue().get(0).change()).isEqualTo(change.id());
    assertThat(asked.queue().get(0).state()).isEqualTo(vic.attributes());
    lanes().complete(List.of(done(asked, "r-vic")));

    boolean fulfilled =
        store()
            .write(
                tx -> {
                  tx.resources().insert(VIEWER, Samples.schema(vic), vic, null);
                  boolean still = tx.intents().fulfil(change.id());
                  tx.record(change, List.of());
                  return still;
                });

    assertThat(fulfilled).isTrue();
    assertThat(store().<Boolean>write(tx -> tx.intents().fulfil(change.id()))).isFalse();
    assertThat(lanes().counts()).doesNotContainKey(target);
    update(vic, "title", "later");
    assertThat(claimOne().linkIfAny().orElseThrow().remoteId()).isEqualTo("r-vic");
  }

  @Test
  void a_withdrawn_intent_gives_the_target_back_what_it_had() {
    Resource wes = Samples.user(domain, "wes");
    create(wes);
    lanes().complete(List.of(done(claimOne(), "r-wes")));
    Resource changed = Samples.next(wes, wes.attributes().with("title", Value.text("wanted")));
    Change change = Samples.change(wes, changed);
    intend(change);
    lanes().complete(List.of(done(claimOne(), "r-wes")));

    store()
        .write(
            tx -> {
              tx.intents().withdraw(change.id());
              tx.intents().withdraw(change.id());
              return change;
            });

    Queued back = claimOne().queue().get(0);
    assertThat(back.kind()).isEqualTo(Change.Kind.UPDATE);
    assertThat(back.state()).isEqualTo(wes.attributes());
  }

  @Test
  void an_intent_that_was_never_sent_and_nobody_waits_for_comes_to_nothing() {
    Resource xia = Samples.user(domain, "xia");
    Change change = Samples.change(null, xia);
    intend(change, LONG);
    withdrawExpired();
    Lane asked = claimOne();
    assertThat(asked.queue()).hasSize(1);
    lanes().complete(List.of(retry(asked, Duration.ZERO, 1)));
    store()
        .write(
            tx -> {
              tx.intents().withdraw(change.id());
              tx.intents().intend(change, List.of(target), Duration.ZERO);
              return change;
            });

    assertThat(withdrawExpired()).isPositive();

    Lane lane = claimOne();
    assertThat(lane.queue())
        .extracting(Queued::kind)
        .containsExactly(
            Change.Kind.CREATE, Change.Kind.DELETE, Change.Kind.CREATE, Change.Kind.DELETE);
  }

  @Test
  void what_was_refused_carries_its_password_no_further() {
    Resource xena = Samples.user(domain, "xena");
    create(xena);
    lanes().complete(List.of(done(claimOne(), "r-xena")));
    Resource changed = Samples.next(xena, xena.attributes().with("title", Value.text("wanted")));
    Change change = Samples.change(xena, changed);
    intend(change);
    store()
        .write(
            tx -> {
              tx.passed().carry(change, List.of(target), "sealed", "key");
              return change;
            });
    Lane asked = claimOne();
    assertThat(asked.queue().get(0).sealedPassword()).isEqualTo("sealed");
    lanes()
        .complete(
            List.of(
                new Completion(
                    asked.key(),
                    asked.epoch(),
                    List.of(),
                    new Next.Hold(1, "INVALID", "The title is too long."),
                    LinkChange.KEEP)));

    store()
        .write(
            tx -> {
              tx.intents().withdraw(change.id());
              return change;
            });

    assertThat(claimOne().queue())
        .isNotEmpty()
        .extracting(Queued::sealedPassword)
        .containsOnlyNulls();
  }

  private void intend(Change change) {
    intend(change, LONG);
  }

  private void intend(Change change, Duration patience) {
    store()
        .write(
            tx -> {
              tx.intents().intend(change, List.of(target), patience);
              return change;
            });
  }

  private int withdrawExpired() {
    return store().<Integer>write(tx -> tx.intents().withdrawExpired());
  }

  private List<DeliveryLog.Entry> operations(
      @Nullable UUID at,
      @Nullable ResourceId of,
      DeliveryLog.@Nullable State state,
      @Nullable UUID olderThan,
      int limit) {
    return log().operations(new DeliveryLog.Selection(at, of, state, null), olderThan, limit);
  }

  private static Completion pending(Lane lane, String reference, Duration checkAfter) {
    return new Completion(
        lane.key(),
        lane.epoch(),
        List.of(),
        new Next.Await(
            new Lane.Awaited(reference, lane.queue().get(lane.queue().size() - 1).version()),
            checkAfter,
            0,
            "pending"),
        LinkChange.KEEP);
  }

  private static Completion guarded(Lane lane, UUID batch) {
    return new Completion(
        lane.key(), lane.epoch(), List.of(), new Next.Guard(batch, 0, "held"), LinkChange.KEEP);
  }

  @Test
  void a_dead_operation_given_up_lets_the_next_go_on() {
    Resource hal = Samples.user(domain, "hal");
    create(hal);
    Lane lane = claimOne();
    lanes().complete(List.of(hold(lane)));
    update(hal, "title", "next");
    UUID dead = lane.queue().get(0).operation();

    assertThat(log().discard(Set.of(dead), "not needed")).containsExactly(dead);
    assertThat(log().discard(Set.of(dead), "again")).isEmpty();
    assertThat(log().retry(Set.of(dead, UUID.randomUUID()))).isEmpty();

    Lane next = claimOne();
    assertThat(next.queue()).extracting(Queued::version).containsExactly(2L);
    DeliveryLog.Entry entry = log().operation(dead).orElseThrow();
    assertThat(entry.state()).isEqualTo(DeliveryLog.State.DISCARDED);
    assertThat(entry.detail()).isEqualTo("not needed");
    assertThat(entry.finished()).isNotNull();
  }

  @Test
  void an_operation_given_up_while_under_way_does_not_confuse_the_count() {
    Resource ida = Samples.user(domain, "ida");
    create(ida);
    update(ida, "title", "second");
    Lane lane = claimOne();
    assertThat(log().discard(Set.of(lane.queue().get(1).operation()), "no")).hasSize(1);

    assertThat(lanes().complete(List.of(done(lane, "r-ida")))).isEmpty();

    assertThat(lanes().counts()).doesNotContainKey(target);
    assertThat(lanes().dueTargets()).doesNotContain(target);
    update(Samples.next(ida, ida.attributes()), "title", "third");
    assertThat(claimOne().queue()).hasSize(1);
  }

  @Test
  void a_lane_that_was_emptied_by_a_person_does_not_come_back() {
    Resource jan = Samples.user(domain, "jan");
    create(jan);
    UUID only = operations(target, jan.id(), null, null, 1).get(0).id();

    log().discard(Set.of(only), "no");

    assertThat(claim(10)).isEmpty();
    assertThat(lanes().dueTargets()).doesNotContain(target);
  }

  @Test
  void presence_tells_who_has_an_account_and_who_may_get_one() {
    Resource has = Samples.user(domain, "has");
    Resource waits = Samples.user(domain, "waits");
    Resource never = Samples.user(domain, "never");
    create(has);
    lanes().complete(List.of(done(claimOne(), "remote-has")));
    create(waits);

    Map<ResourceId, Lanes.Presence> presence =
        lanes().presence(target, List.of(has.id(), waits.id(), never.id()));

    assertThat(presence).containsOnlyKeys(has.id(), waits.id());
    assertThat(in(presence, has).linkIfAny().orElseThrow().remoteId()).isEqualTo("remote-has");
    assertThat(in(presence, has).awaited()).isFalse();
    assertThat(presence.get(waits.id())).isEqualTo(new Lanes.Presence(null, true));
    assertThat(lanes().ownerOf(target, "remote-has")).contains(key(has));
    assertThat(lanes().ownerOf(UUID.randomUUID(), "remote-has")).isEmpty();
    assertThat(log().accountsAt(target, null, 10))
        .extracting(DeliveryLog.Linked::lane)
        .containsExactlyInAnyOrder(key(has), key(waits));
    assertThat(log().accountsOf(waits.id())).extracting(DeliveryLog.Linked::link).containsNull();
  }

  @Test
  void a_link_can_be_changed_and_removed() {
    Resource kai = Samples.user(domain, "kai");
    create(kai);
    lanes().complete(List.of(done(claimOne(), "remote-kai")));
    Resource changed = update(kai, "title", "x");
    AccountLink disabled = new AccountLink("remote-kai", AccountLink.State.DISABLED, 2);
    Lane second = claimOne();
    lanes()
        .complete(
            List.of(
                Completion.done(
                    second.key(), second.epoch(), all(second), new LinkChange.Put(disabled))));
    assertThat(log().accountsOf(kai.id())).extracting(DeliveryLog.Linked::link).contains(disabled);
    update(changed, "title", "y");
    Lane third = claimOne();

    lanes()
        .complete(
            List.of(
                Completion.done(third.key(), third.epoch(), all(third), new LinkChange.Remove())));

    assertThat(lanes().presence(target, List.of(kai.id()))).isEmpty();
    assertThat(log().accountsOf(kai.id())).isEmpty();
  }

  @Test
  void groups_that_are_linked_hear_of_a_member_that_gets_its_account() {
    Resource group = Samples.group(domain, "linked group");
    Resource unlinked = Samples.group(domain, "unlinked group");
    Resource lea = Samples.user(domain, "lea");
    create(group);
    lanes().complete(List.of(done(claimOne(), "remote-group")));
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(lea), lea, null);
              tx.resources().insert(VIEWER, Samples.schema(unlinked), unlinked, null);
              tx.memberships().change(unlinked.id(), List.of(lea.id()), List.of());
              MembershipDelta delta =
                  tx.memberships().change(group.id(), List.of(lea.id()), List.of());
              tx.record(Samples.change(null, lea), List.of(target));
              return delta;
            });
    Lane member = claimOne();

    lanes().complete(List.of(done(member, "remote-lea")));

    Lane told = claimOne();
    assertThat(told.key()).isEqualTo(key(group));
    Queued queued = told.queue().get(0);
    assertThat(queued.members().added()).extracting(m -> m.id()).containsExactly(lea.id());
    assertThat(queued.members().removed()).isEmpty();
    assertThat(queued.state()).isEqualTo(group.attributes());
    assertThat(queued.kind()).isEqualTo(Change.Kind.UPDATE);
    assertThat(queued.change()).isEqualTo(member.queue().get(0).change());
    lanes().complete(List.of(done(told, "remote-group")));
    Resource renamed = update(lea, "title", "again");
    assertThat(renamed.version()).isEqualTo(2);
    lanes().complete(List.of(done(claimOne(), "remote-lea")));
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void operations_are_listed_newest_first_page_by_page() {
    Resource mia = Samples.user(domain, "mia");
    create(mia);
    Resource two = update(mia, "title", "two");
    update(two, "title", "three");

    List<DeliveryLog.Entry> first = operations(target, null, null, null, 2);
    List<DeliveryLog.Entry> second =
        operations(target, mia.id(), DeliveryLog.State.WAITING, first.get(1).id(), 2);

    assertThat(first).extracting(DeliveryLog.Entry::version).containsExactly(3L, 2L);
    assertThat(second).extracting(DeliveryLog.Entry::version).containsExactly(1L);
    assertThat(second.get(0).lane()).isEqualTo(key(mia));
    assertThat(operations(target, null, DeliveryLog.State.DONE, null, 10)).isEmpty();
  }

  @Test
  void forgetting_a_target_discards_what_waits_there() {
    Resource ned = Samples.user(domain, "ned");
    create(ned);
    lanes().complete(List.of(done(claimOne(), "remote-ned")));
    update(ned, "title", "waits");

    store()
        .write(
            tx -> {
              tx.configurations().forgetTarget(target);
              return target;
            });

    assertThat(claim(10)).isEmpty();
    assertThat(lanes().counts()).doesNotContainKey(target);
    assertThat(log().accountsOf(ned.id())).isEmpty();
    assertThat(operations(target, null, null, null, 10))
        .extracting(DeliveryLog.Entry::state)
        .containsExactly(DeliveryLog.State.DISCARDED, DeliveryLog.State.DONE);
  }

  @Test
  void writers_and_dispatchers_working_at_once_lose_nothing_and_keep_the_order() {
    int users = 8;
    int updates = 6;
    Set<UUID> delivered = new HashSet<>();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      Resource user = Samples.user(domain, "busy" + u);
      work.add(() -> write(user, updates));
    }
    for (int d = 0; d < 3; d++) {
      work.add(() -> deliver(users * (updates + 1), delivered));
    }

    Parallel.run(work);

    assertThat(delivered).hasSize(users * (updates + 1));
    assertThat(lanes().counts()).doesNotContainKey(target);
  }

  private int write(Resource user, int updates) {
    create(user);
    Resource present = user;
    for (int i = 0; i < updates; i++) {
      present = update(present, "title", "t" + i);
    }
    return updates;
  }

  private int deliver(int expected, Set<UUID> delivered) {
    long deadline = deadline();
    while (System.nanoTime() < deadline) {
      List<Completion> done = new ArrayList<>();
      for (Lane lane : claim(3)) {
        assertThat(lane.queue()).extracting(Queued::version).isSorted();
        done.add(done(lane, "remote-" + lane.key().resource()));
        synchronized (delivered) {
          lane.queue().forEach(q -> assertThat(delivered.add(q.operation())).isTrue());
        }
      }
      assertThat(lanes().complete(done)).isEmpty();
      synchronized (delivered) {
        if (delivered.size() == expected) {
          return expected;
        }
      }
    }
    throw new AssertionError("not all was delivered in time");
  }

  private Change create(Resource resource) {
    return store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(resource), resource, null);
              Change change = Samples.change(null, resource);
              tx.record(change, List.of(target));
              return change;
            });
  }

  private Resource update(Resource known, String attribute, String value) {
    return update(known, attribute, value, Destinations.to(Set.of(target)));
  }

  private Resource update(
      Resource known, String attribute, String value, Destinations destinations) {
    return store()
        .write(
            tx -> {
              Resource before =
                  tx.resources().findForUpdate(VIEWER, known.type(), known.id()).orElseThrow();
              Resource after =
                  Samples.next(before, before.attributes().with(attribute, Value.text(value)));
              tx.resources()
                  .update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
              tx.record(Samples.change(before, after), destinations);
              return after;
            });
  }

  private List<Lane> claim(int max) {
    return lanes().claim(target, "node", max, LEASE);
  }

  private Lane claimOne() {
    List<Lane> claimed = claim(10);
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  /** Claims the lane of a resource as soon as it is due. */
  private Lane await(Resource resource) {
    List<Lane> found = new ArrayList<>();
    until(
        () -> {
          claim(10).stream().filter(l -> l.key().equals(key(resource))).forEach(found::add);
          return !found.isEmpty();
        });
    return found.get(0);
  }

  private static void until(BooleanSupplier condition) {
    long deadline = deadline();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }

  private LaneKey key(Resource resource) {
    return new LaneKey(target, resource.type(), resource.id());
  }

  private static Map<ResourceId, Lane> byResource(Collection<Lane> lanes) {
    return lanes.stream().collect(Collectors.toMap(l -> l.key().resource(), l -> l));
  }

  private static <T> T in(Map<ResourceId, T> map, Resource resource) {
    return Objects.requireNonNull(map.get(resource.id()), "there is none for the resource");
  }

  private static List<Finished> all(Lane lane) {
    return lane.queue().stream().map(q -> new Finished(q.operation(), End.DONE, "")).toList();
  }

  private static LinkChange link(String remoteId, long version) {
    return new LinkChange.Put(new AccountLink(remoteId, AccountLink.State.ACTIVE, version));
  }

  private static Attempt read(Lane lane) {
    return call(lane, "READ", "ABSENT");
  }

  private static Attempt call(Lane lane, String action, String result) {
    return new Attempt(
        lane.queue().get(0).operation(),
        1,
        Instant.EPOCH,
        Duration.ZERO,
        "stalled",
        "connector 1.0",
        action,
        result,
        "",
        null,
        null);
  }

  private static Completion done(Lane lane, String remoteId) {
    long version = lane.queue().get(lane.queue().size() - 1).version();
    return Completion.done(lane.key(), lane.epoch(), all(lane), link(remoteId, version));
  }

  private static Completion retry(Lane lane, Duration delay, int attempts) {
    return new Completion(
        lane.key(),
        lane.epoch(),
        List.of(),
        new Next.Retry(delay, attempts, "try later"),
        LinkChange.KEEP);
  }

  private static Completion hold(Lane lane) {
    return new Completion(
        lane.key(), lane.epoch(), List.of(), new Next.Hold(8, "refused"), LinkChange.KEEP);
  }
}

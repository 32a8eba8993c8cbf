package io.tessera.provisioning.internal.delivery;

import static io.tessera.provisioning.api.admin.PolicyMap.LetterCase.EXACT;
import static io.tessera.provisioning.api.admin.PolicyMap.Merge.REPLACE;
import static io.tessera.provisioning.api.admin.PolicyMap.ValueType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.RecordingConnector;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.Adoption;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenDeleted;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenGone;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Handling;
import io.tessera.provisioning.api.admin.PolicyMap.Strength;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.configuration.Prerequisite;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final UUID TARGET = UUID.randomUUID();
  private static final ResourceId ALICE = new ResourceId(UUID.randomUUID());
  private static final ResourceId STAFF = new ResourceId(UUID.randomUUID());
  private static final PolicyMap MAP =
      new PolicyMap(
          List.of(
              new PolicyMap.Row("userName", List.of("userName"), List.of()),
              new PolicyMap.Row("title", List.of("title"), List.of())),
          List.of(new PolicyMap.Row("displayName", List.of("displayName"), List.of())));

  private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
  private final RecordingConnector target = new RecordingConnector();
  private final AccountBook accounts = new AccountBook();
  private final List<Queued> queue = new ArrayList<>();
  private final TargetHealth health =
      new TargetHealth(
          Instant::now,
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), new Random(1)),
          new Concurrency(8));
  private DeliverySettings settings = DeliverySettings.DEFAULT;
  private List<Prerequisite> prerequisites = List.of();
  private List<Prerequisite> followers = List.of();
  private FakeRemovals removals = new FakeRemovals(1_000);
  private final FakeGeneratedValues generated = new FakeGeneratedValues();
  private PolicyMap map = MAP;
  private WhenDeleted whenDeleted = WhenDeleted.DELETE;
  private int deleteAfterDays;
  private Instant created = Instant.now();
  private Lane.@Nullable Awaited awaited;
  private @Nullable AccountLink link;
  private @Nullable Attributes before;
  private List<Attributes> partlyKnown = List.of();
  private int attempts;
  private long approved;
  private boolean leased = true;
  private long epoch = 1;

  @AfterEach
  void stopTheTimer() {
    alarms.shutdownNow();
  }

  @Test
  void a_new_identity_gets_an_account_and_a_link_to_it() {
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
    assertThat(completion.finished()).extracting(f -> f.end()).containsExactly(End.DONE);
    assertThat(completion.linkPut().orElseThrow())
        .matches(l -> l.known() && l.state() == AccountLink.State.ACTIVE)
        .matches(l -> l.deliveredVersion() == 1);
  }

  @Test
  void changes_that_wait_together_are_sent_as_one_state() {
    queue(Change.Kind.CREATE, 1, alice());
    queue(Change.Kind.UPDATE, 2, alice().with("title", text("A")));
    queue(Change.Kind.UPDATE, 3, alice().with("title", text("B")));

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls()).hasSize(1);
    assertThat(target.calls().get(0).attributes().first("title")).contains("B");
    assertThat(completion.finished())
        .extracting(f -> f.end())
        .containsExactly(End.SUPERSEDED, End.SUPERSEDED, End.DONE);
  }

  @Test
  void of_what_is_only_partly_known_nothing_is_sent_but_the_difference() {
    queue(Change.Kind.CREATE, 1, alice().with("title", text("Clerk")));
    link = delivered(ResourceType.USER, ALICE).linkPut().orElseThrow();
    queue.clear();
    Attributes known = Attributes.builder().put("userName", "alice").build();
    partlyKnown = List.of(known);
    queue(Change.Kind.UPDATE, 2, known.with("title", text("Judge")));
    delivered(ResourceType.USER, ALICE);
    queue.clear();
    queue(Change.Kind.UPDATE, 3, known.with("userName", text("alicia")));
    delivered(ResourceType.USER, ALICE);

    assertThat(target.calls().get(1).attributes().asMap())
        .isEqualTo(Map.of("title", List.of("Judge")));
    assertThat(target.calls().get(2).attributes().asMap())
        .as("the title is not known, and stays")
        .isEqualTo(Map.of("userName", List.of("alicia")));
  }

  @Test
  void a_value_that_is_put_back_is_sent_when_the_target_may_have_had_another_meanwhile() {
    Attributes clerk = alice().with("title", text("Clerk"));
    queue(Change.Kind.CREATE, 1, clerk);
    link = delivered(ResourceType.USER, ALICE).linkPut().orElseThrow();
    queue.clear();
    partlyKnown = List.of(clerk, clerk.with("title", text("Judge")));
    queue(Change.Kind.UPDATE, 3, clerk);

    delivered(ResourceType.USER, ALICE);

    assertThat(target.calls().get(1).attributes().asMap())
        .isEqualTo(Map.of("title", List.of("Clerk")));
  }

  @Test
  void a_made_up_name_is_reserved_and_stays_when_what_it_was_made_from_changes() {
    map = logins();
    generated.take("userName", "alice");
    queue(Change.Kind.CREATE, 1, alice());

    link = delivered(ResourceType.USER, ALICE).linkPut().orElseThrow();
    queue.clear();
    queue(Change.Kind.UPDATE, 2, alice().with("userName", text("renamed")));
    delivered(ResourceType.USER, ALICE);

    assertThat(target.calls())
        .extracting(call -> call.attributes().first("userName").orElseThrow())
        .containsExactly("alice2", "alice2");
  }

  @Test
  void a_made_up_name_that_a_stranger_has_at_the_target_is_given_up_for_the_next() {
    map = logins();
    settings = with(Adoption.NEVER, WhenGone.RECREATE);
    existingAccount();
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Retry.class);
    delivered(ResourceType.USER, ALICE);

    assertThat(target.calls())
        .extracting(call -> call.attributes().first("userName").orElseThrow())
        .endsWith("alice2");
    assertThat(target.size(ObjectType.USER)).isEqualTo(2);
  }

  @Test
  void when_every_made_up_name_is_taken_a_person_has_to_look() {
    map = logins();
    List.of("alice", "alice2", "alice3").forEach(name -> generated.take("userName", name));
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls()).isEmpty();
    assertThat(completion.next())
        .isInstanceOfSatisfying(
            Next.Hold.class, hold -> assertThat(hold.detail()).contains("every candidate"));
  }

  @Test
  void an_expression_that_fails_on_this_identity_is_told_and_nothing_is_sent() {
    map =
        new PolicyMap(
            List.of(PolicyMap.Row.computed("title", "date(user.userName, 'yyyy')")), List.of());
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(
            Next.Hold.class, hold -> assertThat(hold.detail()).contains("policyMap.user[0]"));
    assertThat(target.calls()).isEmpty();
  }

  @Test
  void the_account_of_a_deleted_user_is_disabled_and_retired_where_the_target_wants_it() {
    whenDeleted = WhenDeleted.DISABLE;
    settings = with(Adoption.IF_CORRELATED, WhenGone.RECREATE);
    map = withRowForDeletions();
    link = created();

    Completion completion = deleted();

    Operation call = target.calls().get(target.calls().size() - 1);
    assertThat(call.action()).isEqualTo(Operation.Action.UPDATE);
    assertThat(call.activity()).isEqualTo(Operation.Activity.DISABLED);
    assertThat(call.attributes().first("ou")).hasValue("left");
    assertThat(completion.finished()).extracting(f -> f.end()).containsOnly(End.DONE);
    assertThat(completion.linkPut().orElseThrow().state()).isEqualTo(AccountLink.State.RETIRED);
  }

  @Test
  void the_account_of_a_deleted_user_gets_what_is_for_deletions_where_the_target_wants_it() {
    whenDeleted = WhenDeleted.UPDATE;
    settings = with(Adoption.IF_CORRELATED, WhenGone.RECREATE);
    map = withRowForDeletions();
    link = created();
    assertThat(target.calls().get(0).attributes().has("ou")).isFalse();

    deleted();

    Operation call = target.calls().get(target.calls().size() - 1);
    assertThat(call.action()).isEqualTo(Operation.Action.UPDATE);
    assertThat(call.activity()).isNull();
    assertThat(call.attributes().first("ou")).hasValue("left");
  }

  @Test
  void a_disabled_account_is_deleted_after_the_days_are_over() {
    whenDeleted = WhenDeleted.DISABLE;
    deleteAfterDays = 30;
    settings = with(Adoption.IF_CORRELATED, WhenGone.RECREATE);
    link = created();

    Completion disabled = deleted();
    assertThat(disabled.next())
        .isInstanceOfSatisfying(
            Next.Retry.class,
            later -> {
              assertThat(later.delay()).isBetween(Duration.ofDays(29), Duration.ofDays(30));
              assertThat(later.detail()).contains("it is deleted on");
            });
    link = disabled.linkPut().orElseThrow();
    int calls = target.calls().size();
    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Retry.class);
    assertThat(target.calls()).hasSize(calls);

    queue.clear();
    created = Instant.now().minus(Duration.ofDays(31));
    assertThat(deleted().finished()).extracting(f -> f.end()).containsOnly(End.DONE);
    assertThat(target.size(ObjectType.USER)).isZero();
  }

  @Test
  void a_retired_account_is_free_for_who_has_its_name_next() {
    LaneKey before = new LaneKey(TARGET, ResourceType.USER, STAFF);
    String remoteId = existingAccount();
    accounts.owns(remoteId, before);
    accounts.stands(
        TARGET, new Standing(new AccountLink(remoteId, AccountLink.State.RETIRED, 3), 4, 1, false));
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.linkPut().orElseThrow().remoteId()).isEqualTo(remoteId);
    assertThat(completion.finished().get(0).detail()).contains("belonged to");
  }

  private AccountLink created() {
    queue(Change.Kind.CREATE, 1, alice());
    AccountLink made = delivered(ResourceType.USER, ALICE).linkPut().orElseThrow();
    queue.clear();
    return made;
  }

  private Completion deleted() {
    queue(Change.Kind.DELETE, 2, alice());
    return delivered(ResourceType.USER, ALICE);
  }

  private static PolicyMap withRowForDeletions() {
    return new PolicyMap(
        List.of(
            new PolicyMap.Row("userName", List.of("userName"), List.of()),
            new PolicyMap.Row(
                "ou",
                List.of(),
                "",
                List.of("left"),
                List.of(),
                "",
                Set.of(PolicyMap.Event.DELETE),
                null)),
        List.of());
  }

  @Test
  void the_name_of_an_account_that_was_refused_and_cancelled_is_free_again() {
    map = logins();
    target.fail(FailureKind.INVALID);
    queue(Change.Kind.CREATE, 1, alice());
    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Hold.class);
    assertThat(generated.of(TARGET, ALICE)).containsEntry("userName", "alice");

    target.heal();
    epoch = 2;
    queue(Change.Kind.DELETE, 2, alice());
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(2);

    assertThat(generated.of(TARGET, ALICE)).isEmpty();
    assertThat(generated.reserve(TARGET, "userName", STAFF, List.of("alice").iterator()))
        .contains("alice");
  }

  private static PolicyMap logins() {
    return new PolicyMap(
        List.of(
            PolicyMap.Row.generated(
                "userName",
                new PolicyMap.Generation(
                    List.of("user.userName", "user.userName + string(counter.n)"),
                    2,
                    3,
                    20,
                    List.of("root")))),
        List.of());
  }

  @Test
  void what_is_deleted_before_it_was_ever_sent_is_never_sent() {
    queue(Change.Kind.CREATE, 1, alice());
    queue(Change.Kind.DELETE, 2, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls()).isEmpty();
    assertThat(completion.finished()).extracting(f -> f.end()).containsOnly(End.SUPERSEDED);
  }

  @Test
  void an_inactive_identity_has_a_disabled_account() {
    queue(Change.Kind.CREATE, 1, alice().with("active", Value.bool(false)));

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls().get(0).activityIfAny()).contains(Activity.DISABLED);
    assertThat(completion.linkPut().orElseThrow().state()).isEqualTo(AccountLink.State.DISABLED);
  }

  @Test
  void a_creation_whose_answer_was_lost_is_found_not_repeated() {
    queue(Change.Kind.CREATE, 1, alice());
    target.loseAnswers(1);

    Completion first = delivered(ResourceType.USER, ALICE);
    assertThat(first.next()).isInstanceOf(Next.Retry.class);
    link = first.linkPut().orElseThrow();
    assertThat(link.state()).isEqualTo(AccountLink.State.UNKNOWN);

    Completion second = delivered(ResourceType.USER, ALICE);
    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
    assertThat(target.calls())
        .extracting(Operation::action)
        .containsExactly(Action.CREATE, Action.UPDATE);
    assertThat(second.linkPut().orElseThrow().known()).isTrue();
  }

  @Test
  void a_creation_sent_by_a_killed_process_is_found_under_the_name_it_was_sent_with() {
    existingAccount();
    epoch = 2;
    queue(Change.Kind.CREATE, 1, alice());
    queue(Change.Kind.UPDATE, 2, alice().with("userName", text("alicia")));

    delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
    assertThat(target.calls().get(target.calls().size() - 1).attributes().first("userName"))
        .contains("alicia");
  }

  @Test
  void what_a_killed_process_may_have_created_is_deleted_all_the_same() {
    existingAccount();
    epoch = 2;
    queue(Change.Kind.CREATE, 1, alice());
    queue(Change.Kind.UPDATE, 2, alice().with("userName", text("alicia")));
    queue(Change.Kind.DELETE, 3, alice().with("userName", text("alicia")));

    delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isZero();
  }

  @Test
  void an_account_under_a_former_name_that_belongs_to_another_now_is_left_alone() {
    accounts.owns(existingAccount(), new LaneKey(TARGET, ResourceType.USER, STAFF));
    epoch = 2;
    queue(Change.Kind.CREATE, 1, alice());
    queue(Change.Kind.UPDATE, 2, alice().with("userName", text("alicia")));
    queue(Change.Kind.DELETE, 3, alice().with("userName", text("alicia")));

    delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
  }

  @Test
  void an_account_that_exists_and_belongs_to_nobody_is_adopted() {
    existingAccount();
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
    assertThat(completion.finished().get(0).detail()).contains("Adopted");
    assertThat(completion.linkPut().orElseThrow().known()).isTrue();
  }

  @Test
  void an_account_that_belongs_to_another_identity_is_left_alone() {
    String remoteId = existingAccount();
    accounts.owns(remoteId, new LaneKey(TARGET, ResourceType.USER, STAFF));
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.next()).isInstanceOf(Next.Hold.class);
    assertThat(completion.linkPut()).isEmpty();
  }

  @Test
  void an_account_of_another_whose_changes_wait_is_waited_for() {
    accounts.owns(existingAccount(), new LaneKey(TARGET, ResourceType.USER, STAFF));
    accounts.stands(TARGET, new Standing(null, 2, 0, false));
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Retry.class);
  }

  @Test
  void nothing_is_sent_when_the_lease_has_run_out() {
    queue(Change.Kind.CREATE, 1, alice());
    leased = false;

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls()).isEmpty();
    assertThat(completion.finished()).isEmpty();
  }

  @Test
  void an_account_that_was_removed_behind_our_back_is_created_anew() {
    link = new AccountLink("gone", AccountLink.State.ACTIVE, 1);
    queue(Change.Kind.UPDATE, 2, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isEqualTo(1);
    assertThat(completion.linkPut().orElseThrow().remoteId()).isNotEqualTo("gone");
  }

  @Test
  void deleting_what_has_gone_already_is_success() {
    link = new AccountLink("gone", AccountLink.State.ACTIVE, 1);
    queue(Change.Kind.DELETE, 2, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.link()).isInstanceOf(LinkChange.Remove.class);
    assertThat(completion.finished()).extracting(f -> f.end()).containsExactly(End.DONE);
  }

  @Test
  void refused_values_hold_the_lane_for_a_person() {
    target.fail(FailureKind.INVALID);
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Hold.class);
  }

  @Test
  void refused_credentials_do_not_count_against_the_operation() {
    target.fail(FailureKind.AUTHENTICATION);
    attempts = 4;
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.next())
        .isInstanceOfSatisfying(Next.Retry.class, r -> assertThat(r.attempts()).isEqualTo(4));
    assertThat(health.isQuarantined()).isTrue();
  }

  @Test
  void a_target_that_names_a_time_is_left_alone_until_then() {
    target.fail(new Outcome.Failed(FailureKind.THROTTLED, "busy", Duration.ofSeconds(7)), 1);
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(
            Next.Retry.class, r -> assertThat(r.delay()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void a_call_that_takes_too_long_is_interrupted_and_its_effect_unknown() {
    target.hang();
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE, Duration.ofMillis(50));

    assertThat(completion.linkPut().orElseThrow().state()).isEqualTo(AccountLink.State.UNKNOWN);
  }

  @Test
  void a_connector_that_throws_again_and_again_ends_in_a_dead_letter() {
    queue(Change.Kind.CREATE, 1, alice());
    AttachedConnector broken =
        attached(
            operation -> {
              throw new IllegalStateException("bug");
            });

    assertThat(delivered(broken).next()).isInstanceOf(Next.Retry.class);
    attempts = 7;
    assertThat(delivered(broken).next()).isInstanceOf(Next.Hold.class);
  }

  @Test
  void a_group_waits_for_members_whose_accounts_are_on_their_way() {
    accounts.awaited(ALICE);
    queue(Change.Kind.CREATE, 1, staff(), joins(ALICE));

    Completion completion = delivered(ResourceType.GROUP, STAFF);

    assertThat(target.calls()).isEmpty();
    assertThat(completion.next())
        .isInstanceOfSatisfying(Next.Retry.class, r -> assertThat(r.attempts()).isZero());
  }

  @Test
  void members_go_out_by_their_remote_ids() {
    String remoteId = existingAccount();
    accounts.linked(ALICE, remoteId);
    queue(Change.Kind.CREATE, 1, staff(), joins(ALICE));

    delivered(ResourceType.GROUP, STAFF);

    Operation last = target.calls().get(target.calls().size() - 1);
    assertThat(last.members().add()).extracting(m -> m.id().value()).containsExactly(remoteId);
  }

  @Test
  void an_account_that_does_not_correlate_is_left_alone() {
    target.set(ObjectType.USER, new RemoteId(existingAccount()), "title", "Other");
    settings = with(Adoption.IF_CORRELATED, WhenGone.RECREATE);
    queue(Change.Kind.CREATE, 1, alice().with("title", text("Mine")));

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.next())
        .isInstanceOfSatisfying(Next.Hold.class, h -> assertThat(h.detail()).contains("title"));

    settings = with(Adoption.IF_UNMANAGED, WhenGone.RECREATE);
    assertThat(delivered(ResourceType.USER, ALICE).finished().get(0).detail())
        .contains("Adopted")
        .contains("title");
  }

  @Test
  void existing_accounts_are_never_taken_over_where_the_settings_say_so() {
    existingAccount();
    settings = with(Adoption.NEVER, WhenGone.RECREATE);
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Hold.class);
    assertThat(target.calls()).extracting(Operation::action).containsOnly(Action.CREATE);
  }

  @Test
  void an_account_is_taken_from_another_where_the_settings_say_so() {
    accounts.owns(existingAccount(), new LaneKey(TARGET, ResourceType.USER, STAFF));
    settings = with(Adoption.ALWAYS, WhenGone.RECREATE);
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).finished().get(0).detail())
        .contains("belonged to " + STAFF);
  }

  @Test
  void an_account_that_has_gone_is_noted_as_missing_where_the_settings_say_so() {
    link = new AccountLink("gone", AccountLink.State.ACTIVE, 1);
    settings = with(Adoption.IF_CORRELATED, WhenGone.MARK_MISSING);
    queue(Change.Kind.UPDATE, 2, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(target.size(ObjectType.USER)).isZero();
    assertThat(completion.linkPut().orElseThrow().state()).isEqualTo(AccountLink.State.MISSING);

    settings = with(Adoption.IF_CORRELATED, WhenGone.STOP);
    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Hold.class);
  }

  @Test
  void what_is_pending_is_asked_for_until_it_has_ended() {
    queue(Change.Kind.CREATE, 1, alice());
    target.pend(1);

    Completion first = delivered(ResourceType.USER, ALICE);

    awaited = ((Next.Await) first.next()).awaited();
    assertThat(awaited.version()).isEqualTo(1);
    queue(Change.Kind.UPDATE, 2, alice().with("title", text("later")));
    target.pend(1);
    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(Next.Await.class, a -> assertThat(a.awaited()).isEqualTo(awaited));
    target.finish();

    Completion last = delivered(ResourceType.USER, ALICE);

    assertThat(target.calls()).hasSize(1);
    assertThat(last.finished()).hasSize(1);
    assertThat(last.linkPut().orElseThrow().deliveredVersion()).isEqualTo(1);
  }

  @Test
  void who_cannot_be_asked_is_waited_for() {
    queue(Change.Kind.CREATE, 1, alice());
    awaited = new Lane.Awaited("ticket", 1);

    Completion completion =
        delivered(attached(operation -> Outcome.failed(FailureKind.INVALID, "must not be called")));

    assertThat(completion.next()).isInstanceOf(Next.Await.class);
  }

  @Test
  void a_target_waits_for_those_it_depends_on() {
    UUID first = UUID.randomUUID();
    prerequisites = List.of(new Prerequisite(first, "hr", DeliverySettings.Order.STRICT));
    queue(Change.Kind.CREATE, 3, alice());
    accounts.stands(first, new Standing(null, 2, 0, false));

    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(
            Next.Retry.class, r -> assertThat(r.detail()).isEqualTo("Waits for target hr."));
    assertThat(target.calls()).isEmpty();

    accounts.stands(first, new Standing(null, 4, 0, false));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
  }

  @Test
  void how_long_a_target_waits_depends_on_what_was_said() {
    UUID first = UUID.randomUUID();
    queue(Change.Kind.CREATE, 3, alice());
    accounts.stands(first, new Standing(null, 1, 9, true));
    prerequisites = List.of(new Prerequisite(first, "hr", DeliverySettings.Order.STRICT));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).isEmpty();
    prerequisites = List.of(new Prerequisite(first, "hr", DeliverySettings.Order.RELAXED));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
    accounts.stands(first, new Standing(null, 1, 1, false));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).isEmpty();
    prerequisites = List.of(new Prerequisite(first, "hr", DeliverySettings.Order.ORDER_ONLY));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
  }

  @Test
  void a_target_deletes_after_those_that_depend_on_it() {
    UUID follower = UUID.randomUUID();
    followers = List.of(new Prerequisite(follower, "mail", DeliverySettings.Order.STRICT));
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    queue(Change.Kind.DELETE, 2, alice());
    accounts.stands(follower, new Standing(null, 2, 0, false));

    assertThat(delivered(ResourceType.USER, ALICE).finished()).isEmpty();

    accounts.stands(follower, new Standing(null, 0, 0, false));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
    assertThat(target.size(ObjectType.USER)).isZero();
  }

  @Test
  void removals_beyond_the_limit_wait_for_a_person() {
    removals = new FakeRemovals(0);
    settings = guarded(0, 0);
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    queue(Change.Kind.UPDATE, 2, alice().with("active", Value.bool(false)));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).as("switched off").hasSize(1);

    settings = guarded(1, 0);
    removals.reserve(TARGET, 1, 1, Duration.ofHours(1), "");

    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(
            Next.Guard.class, g -> assertThat(g.batch()).isEqualTo(FakeRemovals.BATCH));
    approved = 2;
    assertThat(delivered(ResourceType.USER, ALICE).finished()).as("allowed").hasSize(1);
    queue(Change.Kind.DELETE, 3, alice());
    assertThat(delivered(ResourceType.USER, ALICE).next()).isInstanceOf(Next.Guard.class);
  }

  @Test
  void an_operation_that_fails_too_long_is_dead() {
    created = Instant.now().minus(Duration.ofDays(8));
    target.fail(FailureKind.TRANSIENT);
    queue(Change.Kind.CREATE, 1, alice());

    assertThat(delivered(ResourceType.USER, ALICE).next())
        .isInstanceOfSatisfying(
            Next.Hold.class,
            h -> {
              assertThat(h.failure()).isEqualTo("TRANSIENT");
              assertThat(h.detail()).contains("168 hours");
            });
  }

  @Test
  void every_call_is_told_without_secrets() {
    queue(Change.Kind.CREATE, 1, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.attempts())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.action()).isEqualTo("CREATE");
              assertThat(a.result()).isEqualTo("APPLIED");
              assertThat(a.number()).isEqualTo(1);
              assertThat(a.connector()).isEqualTo("recording 1.0");
              assertThat(a.request().complex("attributes").get("userName")).isPresent();
            });
    attempts = 11;
    assertThat(Calls.noted(delivered(ResourceType.USER, ALICE).attempts())).isEmpty();
    assertThat(SecretNames.isSecret("userPassword")).isTrue();
    assertThat(SecretNames.isSecret("userName")).isFalse();
  }

  private DeliverySettings with(Adoption adoption, WhenGone whenGone) {
    return settings(adoption, List.of("title"), whenGone, DeliverySettings.DEFAULT.guard());
  }

  private DeliverySettings guarded(int most, int percent) {
    return settings(
        Adoption.IF_CORRELATED,
        List.of(),
        WhenGone.RECREATE,
        new DeliverySettings.Guard(most, percent));
  }

  private DeliverySettings settings(
      Adoption adoption,
      List<String> correlateBy,
      WhenGone whenGone,
      DeliverySettings.Guard guard) {
    DeliverySettings usual = DeliverySettings.DEFAULT;
    return new DeliverySettings(
        usual.accountsFor(),
        usual.mode(),
        usual.patience(),
        false,
        usual.concurrency(),
        0,
        usual.timeout(),
        adoption,
        correlateBy,
        whenGone,
        whenDeleted,
        deleteAfterDays,
        0,
        usual.maxAge(),
        guard,
        List.of(),
        usual.passwords(),
        usual.without());
  }

  @Test
  void weak_values_fill_what_is_empty_and_normal_ones_go_out_when_they_change() {
    rows(
        row("title").handled(Handling.of(Strength.WEAK)),
        row("nickName").handled(Handling.of(Strength.NORMAL)));
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    before = alice().with("nickName", text("al"));
    queue(Change.Kind.UPDATE, 2, before.with("title", text("A")));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
    assertThat(lastSent().first("title")).contains("A");
    assertThat(lastSent().has("nickName")).isFalse();

    queue.clear();
    queue(Change.Kind.UPDATE, 3, alice().with("title", text("B")).with("nickName", text("ali")));
    assertThat(delivered(ResourceType.USER, ALICE).finished()).hasSize(1);
    assertThat(lastSent().has("title")).isFalse();
    assertThat(lastSent().first("nickName")).contains("ali");
  }

  @Test
  void rows_for_renaming_go_out_when_the_key_changes() {
    rows(
        new PolicyMap.Row(
            "formerName",
            List.of("nickName"),
            "",
            List.of(),
            List.of(),
            "",
            Set.of(PolicyMap.Event.RENAME),
            null),
        row("title").handled(new Handling(Strength.STRONG, STRING, true, EXACT, REPLACE)));
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    before = alice().with("title", text("A"));
    queue(Change.Kind.UPDATE, 2, before.with("nickName", text("x")));
    delivered(ResourceType.USER, ALICE);
    assertThat(lastSent().has("formerName")).isFalse();

    queue.clear();
    queue(Change.Kind.UPDATE, 3, before.with("nickName", text("x")).with("title", text("B")));
    delivered(ResourceType.USER, ALICE);
    assertThat(lastSent().first("formerName")).contains("x");
  }

  @Test
  void a_password_goes_through_with_the_change_that_sets_it_and_is_shown_nowhere() {
    settings = settings.with(DeliverySettings.Passwords.PASS_THROUGH);
    rows(
        new PolicyMap.Row(
            "pwdReset",
            List.of(),
            "",
            List.of("true"),
            List.of(),
            "",
            Set.of(PolicyMap.Event.PASSWORD),
            null));
    queueWithPassword(1, "Old-Horse-1");
    queueWithPassword(2, "New-Horse-2");
    queue(Change.Kind.UPDATE, 3, alice());

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(lastSent().first("password")).contains("New-Horse-2");
    assertThat(lastSent().first("pwdReset")).contains("true");
    assertThat(completion.attempts().toString()).doesNotContain("Horse");
    queue.clear();
    link = completion.linkPut().orElseThrow();
    queue(Change.Kind.UPDATE, 4, alice());
    delivered(ResourceType.USER, ALICE);
    assertThat(lastSent().has("password")).isFalse();
    assertThat(lastSent().has("pwdReset")).isFalse();
  }

  @Test
  void a_password_that_a_target_repeats_in_its_refusal_is_not_kept() {
    settings = settings.with(DeliverySettings.Passwords.PASS_THROUGH);
    target.fail(new Outcome.Failed(FailureKind.INVALID, "Weak-Horse-3 is too weak", null), 1);
    queueWithPassword(1, "Weak-Horse-3");

    Completion completion = delivered(ResourceType.USER, ALICE);

    assertThat(completion.next())
        .isInstanceOfSatisfying(
            Next.Hold.class, h -> assertThat(h.detail()).isEqualTo("(not shown) is too weak"));
    assertThat(completion.attempts().toString()).doesNotContain("Horse");
  }

  @Test
  void new_accounts_get_the_default_password_and_others_do_not() {
    settings = settings.with(DeliverySettings.Passwords.DEFAULT);
    queueWithPassword(1, "Own-Horse-4");
    Completion made = delivered(ResourceType.USER, ALICE);
    assertThat(lastSent().first("password")).contains("Welcome-1234");

    queue.clear();
    link = made.linkPut().orElseThrow();
    queue(Change.Kind.UPDATE, 2, alice());
    delivered(ResourceType.USER, ALICE);
    assertThat(lastSent().has("password")).isFalse();
  }

  @Test
  void a_connector_that_takes_no_passwords_is_not_given_one_unseen() {
    settings = settings.with(DeliverySettings.Passwords.PASS_THROUGH);
    queueWithPassword(1, "Lost-Horse-5");

    assertThat(delivered(attached(target::apply)).next())
        .isInstanceOfSatisfying(
            Next.Hold.class,
            h -> assertThat(h.detail()).contains("this connector takes no passwords"));
  }

  private void queueWithPassword(long version, String clear) {
    queue.add(
        new Queued(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "c",
            version,
            version == 1 ? Change.Kind.CREATE : Change.Kind.UPDATE,
            alice(),
            MembershipDelta.NONE,
            created,
            FakePasswords.sealed(clear)));
  }

  @Test
  void a_retired_account_keeps_what_others_gave_it() {
    whenDeleted = WhenDeleted.DISABLE;
    settings = guarded(0, 0);
    rows(
        row("title")
            .handled(new Handling(Strength.STRONG, STRING, false, EXACT, PolicyMap.Merge.ADD)),
        row("nickName").handled(Handling.of(Strength.WEAK)),
        new PolicyMap.Row(
                "left",
                List.of(),
                "",
                List.of("yes"),
                List.of(),
                "",
                Set.of(PolicyMap.Event.DELETE),
                null)
            .handled(Handling.of(Strength.NORMAL)));
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    before = alice().with("title", text("A")).with("nickName", text("al"));
    queue(Change.Kind.DELETE, 2, before);

    delivered(ResourceType.USER, ALICE);

    assertThat(lastSent().has("title")).isFalse();
    assertThat(lastSent().has("nickName")).isFalse();
    assertThat(lastSent().first("left")).contains("yes");
  }

  @Test
  void values_are_not_added_by_a_connector_that_cannot_read() {
    rows(
        row("title")
            .handled(new Handling(Strength.STRONG, STRING, false, EXACT, PolicyMap.Merge.ADD)));
    link = new AccountLink(existingAccount(), AccountLink.State.ACTIVE, 1);
    queue(Change.Kind.UPDATE, 2, alice().with("title", text("A")));

    assertThat(delivered(attached(target::apply)).next())
        .isInstanceOfSatisfying(
            Next.Hold.class, h -> assertThat(h.detail()).contains("added to title"));
  }

  @Test
  void members_without_accounts_are_left_out_and_named() {
    queue(Change.Kind.CREATE, 1, staff(), joins(ALICE));

    Completion completion = delivered(ResourceType.GROUP, STAFF);

    assertThat(target.size(ObjectType.GROUP)).isEqualTo(1);
    assertThat(completion.finished().get(0).detail()).contains(ALICE.toString());
  }

  private String existingAccount() {
    Outcome made =
        attached(target)
            .apply(
                new Operation(
                    new OperationKey("before"),
                    Action.CREATE,
                    ObjectType.USER,
                    1,
                    null,
                    TargetAttributes.builder().put("userName", "alice").build(),
                    null,
                    Operation.MemberDelta.NONE),
                new CallTimer(alarms, Duration.ofSeconds(5)));
    return ((Outcome.Applied) made).remoteId().value();
  }

  private static MembershipDelta joins(ResourceId user) {
    return new MembershipDelta(List.of(new MemberRef(ResourceType.USER, user)), List.of());
  }

  private void queue(Change.Kind kind, long version, Attributes state) {
    queue(kind, version, state, MembershipDelta.NONE);
  }

  private void queue(Change.Kind kind, long version, Attributes state, MembershipDelta members) {
    queue.add(
        new Queued(
            UUID.randomUUID(), UUID.randomUUID(), "c", version, kind, state, members, created));
  }

  private TargetAttributes lastSent() {
    return target.calls().get(target.calls().size() - 1).attributes();
  }

  private static PolicyMap.Row row(String attribute) {
    return new PolicyMap.Row(attribute, List.of(attribute), List.of());
  }

  /** Rows in front of the target's own, which shall have the key only. */
  private void rows(PolicyMap.Row... rows) {
    List<PolicyMap.Row> all = new ArrayList<>(List.of(rows));
    all.add(new PolicyMap.Row("userName", List.of("userName"), List.of()));
    map = new PolicyMap(all, List.of());
  }

  private Completion delivered(ResourceType type, ResourceId id) {
    return delivered(type, id, Duration.ofSeconds(5));
  }

  private Completion delivered(ResourceType type, ResourceId id, Duration limit) {
    return delivered(attached(target), type, id, limit);
  }

  private Completion delivered(AttachedConnector connector) {
    return delivered(connector, ResourceType.USER, ALICE, Duration.ofSeconds(5));
  }

  private Completion delivered(
      AttachedConnector connector, ResourceType type, ResourceId id, Duration limit) {
    Lane lane =
        new Lane(new LaneKey(TARGET, type, id), epoch, attempts, queue, link, awaited, approved);
    RetryPolicy retries =
        new RetryPolicy(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1)));
    Route route =
        new Route(
            new TargetConfiguration(
                new Target(
                    TARGET,
                    "crm",
                    "partner",
                    "recording",
                    true,
                    Attributes.empty(),
                    Set.of(),
                    map,
                    settings,
                    1),
                Map.of(),
                CompiledPolicyMap.of(map, BuiltInSchemas::of, new CelExpressionEngine()),
                true),
            prerequisites,
            followers,
            accounts,
            new RemovalGuard(removals, Instant::now),
            generated,
            (change, resource) -> Optional.ofNullable(before),
            new FakePasswords(),
            retries,
            connector,
            new CallTimer(alarms, limit),
            health,
            "node",
            Instant::now);
    return new Delivery(route, lane, () -> leased, partlyKnown).run();
  }

  private static AttachedConnector attached(Connector connector) {
    return new AttachedConnector(TARGET, connector, "recording 1.0", (operation, outcome) -> {});
  }

  private static Attributes alice() {
    return Attributes.builder().put("userName", "alice").put("active", true).build();
  }

  private static Attributes staff() {
    return Attributes.builder().put("displayName", "staff").build();
  }

  private static Value text(String value) {
    return Value.text(value);
  }
}

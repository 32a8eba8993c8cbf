package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.DESCRIBE;
import static io.tessera.connector.kit.Subject.Ability.DISABLE;
import static io.tessera.connector.kit.Subject.Ability.GROUPS;
import static io.tessera.connector.kit.Subject.Ability.NETWORK;
import static io.tessera.connector.kit.Subject.Ability.PASSWORD;
import static io.tessera.connector.kit.Subject.Ability.READ;
import static io.tessera.connector.kit.Subject.Ability.RENAME;
import static io.tessera.connector.kit.Subject.Ability.SIGN_IN;
import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.FailureKind.CONFLICT;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.FailureKind.UNKNOWN;
import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.kit.Counterpart.Seen;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject.Ability;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connector does. A test class extends it and provides the {@link Subject}; connectors
 * that cannot do everything name their abilities there.
 */
public abstract class ConnectorContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int THREADS = 16;
  private static final int MANY_MEMBERS = 205;
  private static final Duration PROMPTLY = Duration.ofSeconds(3);
  private static final Duration BOUND = Duration.ofSeconds(15);

  private Subject subject;
  private Connector connector;

  /** The connector under test and its counterpart, empty or shared with earlier tests. */
  protected abstract Subject subject() throws Exception;

  /** For JUnit, which makes the instance before it prepares the subject. */
  @SuppressWarnings("NullAway.Init")
  protected ConnectorContract() {}

  @BeforeEach
  final void prepare() throws Exception {
    subject = subject();
    connector = subject.connector(Reach.DIRECTLY);
  }

  @AfterEach
  final void cleanUp() {
    subject.close();
  }

  // Accounts

  @Test
  void a_created_account_is_in_the_target() throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    assertThat(textsOf(seen(USER, id), subject.nameAttribute(USER))).containsExactly(name);
    assertThat(seen(USER, id).enabled()).isTrue();
  }

  @Test
  void a_creation_applied_twice_makes_one_account() throws Exception {
    String name = fresh();
    Operation creation = creation(USER, name);
    RemoteId id = applied(connector.apply(creation));
    Outcome again = connector.apply(creation);
    if (again instanceof Applied same) {
      assertThat(same.remoteId()).isEqualTo(id);
    } else {
      assertThat(failed(again).kind()).isEqualTo(CONFLICT);
    }
    assertThat(subject.counterpart().count(USER, name)).isEqualTo(1);
  }

  @Test
  void creating_what_exists_is_a_conflict() throws Exception {
    String name = fresh();
    applied(create(USER, name));
    assertThat(failed(create(USER, name)).kind()).isEqualTo(CONFLICT);
    assertThat(subject.counterpart().count(USER, name)).isEqualTo(1);
  }

  @Test
  void an_account_is_read_by_its_remote_id_and_by_its_key() throws Exception {
    needs(READ);
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    for (Lookup lookup : List.of(byId(id, name), byKey(USER, name))) {
      Reading.Found found = (Reading.Found) readable().read(lookup);
      assertThat(found.remoteId()).isEqualTo(id);
      assertThat(found.observed().first(subject.nameAttribute(USER))).contains(name);
    }
  }

  @Test
  void what_does_not_exist_is_absent() throws Exception {
    needs(READ);
    RemoteId id = deleted();
    assertThat(readable().read(byId(id, fresh()))).isInstanceOf(Reading.Absent.class);
    assertThat(readable().read(byKey(USER, fresh()))).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void an_update_brings_the_account_into_the_desired_state() throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    TargetAttributes changed = with(subject.named(USER, name), subject.textAttribute(), "changed");
    applied(connector.apply(update(USER, id, changed)));
    applied(connector.apply(update(USER, id, changed)));
    assertThat(textsOf(seen(USER, id), subject.textAttribute())).containsExactly("changed");
  }

  @Test
  void an_attribute_without_values_is_emptied() throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    String text = subject.textAttribute();
    applied(connector.apply(update(USER, id, with(subject.named(USER, name), text, "some"))));
    applied(connector.apply(update(USER, id, with(subject.named(USER, name), text))));
    assertThat(textsOf(seen(USER, id), text)).isEmpty();
    applied(connector.apply(update(USER, id, with(subject.named(USER, name), text))));
  }

  @Test
  void attributes_that_are_not_ours_stay_as_they_are() throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    subject.counterpart().set(USER, id, subject.foreignAttribute(), "theirs");
    applied(
        connector.apply(
            update(USER, id, with(subject.named(USER, name), subject.textAttribute(), "ours"))));
    assertThat(textsOf(seen(USER, id), subject.foreignAttribute())).containsExactly("theirs");
  }

  @Test
  void updating_what_is_not_there_any_more_says_so() throws Exception {
    RemoteId id = deleted();
    Failed failed = failed(connector.apply(update(USER, id, subject.named(USER, fresh()))));
    assertThat(failed.kind()).isEqualTo(GONE);
  }

  @Test
  void a_rename_keeps_the_remote_id() throws Exception {
    needs(RENAME);
    String before = fresh();
    String after = fresh();
    RemoteId id = applied(create(USER, before));
    assertThat(applied(connector.apply(update(USER, id, subject.named(USER, after)))))
        .isEqualTo(id);
    assertThat(applied(connector.apply(update(USER, id, subject.named(USER, after)))))
        .isEqualTo(id);
    assertThat(textsOf(seen(USER, id), subject.nameAttribute(USER))).containsExactly(after);
    assertThat(subject.counterpart().count(USER, before)).isZero();
    assertThat(subject.counterpart().count(USER, after)).isEqualTo(1);
  }

  @Test
  void a_rename_to_another_case_is_carried_out() throws Exception {
    needs(RENAME);
    String before = fresh();
    RemoteId id = applied(create(USER, before));
    String after = before.substring(0, 1).toUpperCase(Locale.ROOT) + before.substring(1);
    applied(connector.apply(update(USER, id, subject.named(USER, after))));
    assertThat(textsOf(seen(USER, id), subject.nameAttribute(USER))).containsExactly(after);
  }

  @Test
  void a_rename_to_a_taken_name_changes_nobody_else() throws Exception {
    needs(RENAME);
    String taken = fresh();
    RemoteId other = applied(create(USER, taken));
    RemoteId id = applied(create(USER, fresh()));
    Failed failed = failed(connector.apply(update(USER, id, subject.named(USER, taken))));
    assertThat(failed.kind()).isIn(INVALID, CONFLICT);
    assertThat(subject.counterpart().count(USER, taken)).isEqualTo(1);
    assertThat(textsOf(seen(USER, other), subject.nameAttribute(USER))).containsExactly(taken);
  }

  @Test
  void an_account_is_disabled_and_enabled_again() throws Exception {
    needs(DISABLE);
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    for (Activity wanted :
        List.of(Activity.DISABLED, Activity.DISABLED, Activity.ENABLED, Activity.ENABLED)) {
      applied(connector.apply(activity(id, name, wanted)));
      assertThat(seen(USER, id).enabled()).isEqualTo(wanted == Activity.ENABLED);
    }
  }

  @Test
  void an_account_is_created_disabled_when_asked_for() throws Exception {
    needs(DISABLE);
    Operation creation =
        operation(
            Action.CREATE,
            USER,
            null,
            subject.named(USER, fresh()),
            Activity.DISABLED,
            MemberDelta.NONE);
    assertThat(seen(USER, applied(connector.apply(creation))).enabled()).isFalse();
  }

  @Test
  void an_operation_that_does_not_care_leaves_a_disabled_account_disabled() throws Exception {
    needs(DISABLE);
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    applied(connector.apply(activity(id, name, Activity.DISABLED)));
    applied(
        connector.apply(
            operation(Action.UPDATE, USER, id, subject.named(USER, name), null, MemberDelta.NONE)));
    assertThat(seen(USER, id).enabled()).isFalse();
  }

  @Test
  void deleting_twice_is_success() throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    applied(connector.apply(deletion(USER, id, name)));
    assertThat(subject.counterpart().find(USER, id)).isEmpty();
    applied(connector.apply(deletion(USER, id, name)));
  }

  @Test
  void a_name_that_was_deleted_can_be_used_again() throws Exception {
    String name = fresh();
    RemoteId first = applied(create(USER, name));
    applied(connector.apply(deletion(USER, first, name)));
    assertThat(applied(create(USER, name))).isNotEqualTo(first);
  }

  // Values

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zoë Łukasz",
        "山田 太郎",
        "🙂 smile",
        "ẞ and ß and ﬁ",
        "e\u0301 is not é",
        "line one\nline two",
        "  spaces around  ",
        "<b>&amp;</b>",
        "${jndi:ldap://127.0.0.1/x}",
        "\"quoted\", comma; semicolon",
        ":base64 looking",
        "null",
        "true"
      })
  void values_arrive_as_they_are(String value) throws Exception {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    applied(
        connector.apply(
            update(USER, id, with(subject.named(USER, name), subject.textAttribute(), value))));
    assertThat(textsOf(seen(USER, id), subject.textAttribute())).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o'brien",
        "say \"hi\"",
        "a,b",
        "a+b=c",
        "star*",
        "(paren",
        "paren)",
        "back\\slash",
        " leading",
        "trailing ",
        "#hash",
        "semi;colon",
        "<angle>",
        "slash/slash",
        "per%20cent",
        "am&p",
        "q?x=1",
        "zoë",
        "山田",
        "x)(uid=*",
        "x\" or userName pr or userName eq \"",
        "..",
        "a\u0000b"
      })
  void awkward_names_are_kept_exactly_or_refused_clearly(String awkward) throws Exception {
    String name = awkward.strip().length() < awkward.length() ? awkward : awkward + fresh();
    applied(create(USER, fresh()));
    Outcome outcome = create(USER, name);
    if (outcome instanceof Failed refused) {
      assertThat(refused.kind()).isEqualTo(INVALID);
      return;
    }
    RemoteId id = applied(outcome);
    assertThat(textsOf(seen(USER, id), subject.nameAttribute(USER))).containsExactly(name);
    if (subject.abilities().contains(READ)) {
      Reading.Found found = (Reading.Found) readable().read(byKey(USER, name));
      assertThat(found.remoteId()).isEqualTo(id);
    }
    applied(connector.apply(update(USER, id, subject.named(USER, name))));
    applied(connector.apply(deletion(USER, id, name)));
    assertThat(subject.counterpart().find(USER, id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "u*", "*)(objectClass=*", "x\" or userName pr or id eq \"x"})
  void a_name_is_never_taken_for_a_pattern(String pattern) throws Exception {
    needs(READ);
    applied(create(USER, fresh()));
    assertThat(readable().read(byKey(USER, pattern))).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_remote_id_is_never_taken_for_a_pattern() throws Exception {
    RemoteId existing = applied(create(USER, fresh()));
    for (String odd : List.of("*", "../Groups", "a/b", "x)(uid=*", "?filter=x", "%2e%2e")) {
      RemoteId id = new RemoteId(odd);
      Outcome outcome = connector.apply(update(USER, id, subject.named(USER, fresh())));
      assertThat(failed(outcome).kind()).as(odd).isIn(GONE, INVALID);
      connector.apply(deletion(USER, id, "x"));
    }
    assertThat(subject.counterpart().find(USER, existing)).isPresent();
  }

  // Groups

  @Test
  void a_group_is_created_renamed_and_deleted() throws Exception {
    needs(GROUPS);
    String name = fresh();
    RemoteId id = applied(create(GROUP, name));
    assertThat(textsOf(seen(GROUP, id), subject.nameAttribute(GROUP))).containsExactly(name);
    assertThat(seen(GROUP, id).members()).isEmpty();
    assertThat(failed(create(GROUP, name)).kind()).isEqualTo(CONFLICT);
    if (subject.abilities().contains(RENAME)) {
      String after = fresh();
      applied(connector.apply(update(GROUP, id, subject.named(GROUP, after))));
      assertThat(textsOf(seen(GROUP, id), subject.nameAttribute(GROUP))).containsExactly(after);
      assertThat(seen(GROUP, id).members()).isEmpty();
    }
    applied(connector.apply(deletion(GROUP, id, name)));
    applied(connector.apply(deletion(GROUP, id, name)));
    assertThat(subject.counterpart().find(GROUP, id)).isEmpty();
  }

  @Test
  void members_are_added_and_removed_as_often_as_one_likes() throws Exception {
    needs(GROUPS);
    Member one = new Member(USER, applied(create(USER, fresh())));
    Member two = new Member(USER, applied(create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    for (int time = 0; time < 2; time++) {
      members(group, name, new MemberDelta(List.of(one, two), List.of()));
      assertThat(seen(GROUP, group).members()).containsExactlyInAnyOrder(one.id(), two.id());
    }
    for (int time = 0; time < 2; time++) {
      members(group, name, new MemberDelta(List.of(), List.of(one)));
      assertThat(seen(GROUP, group).members()).containsExactly(two.id());
    }
    members(group, name, new MemberDelta(List.of(one), List.of(two)));
    assertThat(seen(GROUP, group).members()).containsExactly(one.id());
    for (int time = 0; time < 2; time++) {
      members(group, name, new MemberDelta(List.of(), List.of(one, two)));
      assertThat(seen(GROUP, group).members()).isEmpty();
    }
  }

  @Test
  void a_change_of_a_group_keeps_its_members() throws Exception {
    needs(GROUPS);
    needs(RENAME);
    Member member = new Member(USER, applied(create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    members(group, name, new MemberDelta(List.of(member), List.of()));
    applied(connector.apply(update(GROUP, group, subject.named(GROUP, fresh()))));
    assertThat(seen(GROUP, group).members()).containsExactly(member.id());
  }

  @Test
  void a_group_is_created_with_its_members() throws Exception {
    needs(GROUPS);
    Member member = new Member(USER, applied(create(USER, fresh())));
    MemberDelta delta = new MemberDelta(List.of(member), List.of());
    RemoteId group =
        applied(
            connector.apply(
                operation(Action.CREATE, GROUP, null, subject.named(GROUP, fresh()), null, delta)));
    assertThat(seen(GROUP, group).members()).containsExactly(member.id());
  }

  @Test
  void some_new_and_some_present_members_may_come_together() throws Exception {
    needs(GROUPS);
    Member one = new Member(USER, applied(create(USER, fresh())));
    Member two = new Member(USER, applied(create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    members(group, name, new MemberDelta(List.of(one), List.of()));
    members(group, name, new MemberDelta(List.of(one, two), List.of()));
    assertThat(seen(GROUP, group).members()).containsExactlyInAnyOrder(one.id(), two.id());
  }

  @Test
  void many_members_may_come_at_once() throws Exception {
    needs(GROUPS);
    List<Member> members = new ArrayList<>();
    for (RemoteId id : together(MANY_MEMBERS, () -> applied(create(USER, fresh())))) {
      members.add(new Member(USER, id));
    }
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    members(group, name, new MemberDelta(members, List.of()));
    assertThat(seen(GROUP, group).members()).hasSize(MANY_MEMBERS);
    members(group, name, new MemberDelta(List.of(), members));
    assertThat(seen(GROUP, group).members()).isEmpty();
  }

  @Test
  void a_member_that_does_not_exist_is_not_dropped_silently() throws Exception {
    needs(GROUPS);
    Member ghost = new Member(USER, deleted());
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    Failed failed =
        failed(
            connector.apply(
                operation(
                    Action.UPDATE,
                    GROUP,
                    group,
                    subject.named(GROUP, name),
                    null,
                    new MemberDelta(List.of(ghost), List.of()))));
    assertThat(failed.kind()).as("the group itself is there").isNotEqualTo(GONE);
    members(group, name, new MemberDelta(List.of(), List.of(ghost)));
  }

  @Test
  void changing_the_members_of_a_group_that_is_gone_says_so() throws Exception {
    needs(GROUPS);
    String name = fresh();
    RemoteId group = applied(create(GROUP, name));
    applied(connector.apply(deletion(GROUP, group, name)));
    Member member = new Member(USER, applied(create(USER, fresh())));
    Failed failed =
        failed(
            connector.apply(
                operation(
                    Action.UPDATE,
                    GROUP,
                    group,
                    TargetAttributes.none(),
                    null,
                    new MemberDelta(List.of(member), List.of()))));
    assertThat(failed.kind()).isEqualTo(GONE);
  }

  // Threads

  @Test
  void sixteen_threads_do_not_disturb_each_other() throws Exception {
    List<RemoteId> ids =
        together(
            THREADS,
            () -> {
              @Nullable RemoteId last = null;
              for (int i = 0; i < 5; i++) {
                String name = fresh();
                last = applied(create(USER, name));
                applied(
                    connector.apply(
                        update(
                            USER,
                            last,
                            with(subject.named(USER, name), subject.textAttribute(), name))));
                assertThat(textsOf(seen(USER, last), subject.textAttribute()))
                    .containsExactly(name);
                if (i % 2 == 1) {
                  applied(connector.apply(deletion(USER, last, name)));
                }
              }
              return last;
            });
    assertThat(new HashSet<>(ids)).hasSize(THREADS);
  }

  // Faults

  @Test
  void wrong_credentials_concern_the_target_as_a_whole() throws Exception {
    needs(SIGN_IN);
    Connector stranger = subject.connector(new Reach(null, Credentials.WRONG));
    String name = fresh();
    Failed failed = failed(stranger.apply(creation(USER, name)));
    assertThat(failed.kind()).isEqualTo(AUTHENTICATION);
    assertThat(subject.counterpart().count(USER, name)).isZero();
    if (stranger instanceof Testable testable) {
      assertThat(testable.test()).anyMatch(step -> !step.passed());
    }
  }

  @Test
  void a_counterpart_that_is_down_is_tried_again_later() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      proxy.refuse();
      assertThat(failed(remote.apply(creation(USER, fresh()))).kind()).isEqualTo(TRANSIENT);
      if (remote instanceof Readable readable) {
        Reading reading = readable.read(byKey(USER, fresh()));
        assertThat(((Reading.Unreadable) reading).why().kind()).isEqualTo(TRANSIENT);
      }
      proxy.heal();
      applied(remote.apply(creation(USER, fresh())));
    }
  }

  @Test
  void a_counterpart_that_went_down_between_calls_is_noticed() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      RemoteId id = applied(remote.apply(creation(USER, fresh())));
      proxy.refuse();
      Failed failed = failed(remote.apply(deletion(USER, id, "x")));
      assertThat(failed.kind()).isIn(TRANSIENT, UNKNOWN);
      proxy.heal();
      applied(remote.apply(deletion(USER, id, "x")));
    }
  }

  @Test
  void an_answer_lost_after_the_effect_is_unknown_and_can_be_read_back() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      applied(remote.apply(creation(USER, fresh())));
      String name = fresh();
      proxy.loseAnswersAfter(0);
      assertThat(failed(remote.apply(creation(USER, name))).kind()).isEqualTo(UNKNOWN);
      proxy.heal();
      eventually(() -> subject.counterpart().count(USER, name) == 1);
      if (remote instanceof Readable readable) {
        assertThat(readable.read(byKey(USER, name))).isInstanceOf(Reading.Found.class);
      }
    }
  }

  @Test
  void an_answer_that_is_cut_short_is_unknown() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      applied(remote.apply(creation(USER, fresh())));
      String name = fresh();
      proxy.loseAnswersAfter(7);
      assertThat(failed(remote.apply(creation(USER, name))).kind()).isEqualTo(UNKNOWN);
      eventually(() -> subject.counterpart().count(USER, name) == 1);
    }
  }

  @Test
  void a_counterpart_that_never_answers_costs_no_more_than_the_time_out() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      proxy.blackHole();
      Outcome outcome = within(BOUND, () -> remote.apply(creation(USER, fresh())));
      assertThat(failed(outcome).kind()).isIn(TRANSIENT, UNKNOWN);
    }
  }

  @Test
  void a_slow_answer_within_the_time_out_is_an_answer() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      proxy.delayAnswers(Duration.ofMillis(150));
      applied(remote.apply(creation(USER, fresh())));
    }
  }

  @Test
  void an_interrupt_ends_the_call_and_not_the_connector() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      applied(remote.apply(creation(USER, fresh())));
      proxy.blackHole();
      ExecutorService caller = Executors.newSingleThreadExecutor();
      try {
        Future<Outcome> call = caller.submit(() -> remote.apply(creation(USER, fresh())));
        untilWaiting(call);
        caller.shutdownNow();
        assertThat(caller.awaitTermination(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS))
            .as("ends promptly")
            .isTrue();
        assertInterrupted(call);
      } finally {
        caller.shutdownNow();
      }
      proxy.heal();
      applied(remote.apply(creation(USER, fresh())));
    }
  }

  /** Gives the call time to reach its wait; an interrupt before that must do as well. */
  private static void untilWaiting(Future<Outcome> call) throws Exception {
    try {
      call.get(300, TimeUnit.MILLISECONDS);
    } catch (TimeoutException asItShouldBe) {
      return;
    }
    throw new AssertionError("the call did not wait for the black hole");
  }

  private static void assertInterrupted(Future<Outcome> call) throws Exception {
    try {
      assertThat(failed(call.get()).kind()).isEqualTo(UNKNOWN);
    } catch (ExecutionException thrown) {
      assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  // Discretion

  @Test
  void secrets_and_values_are_never_logged() throws Exception {
    String marker = "marker" + UUID.randomUUID();
    List<String> details = new ArrayList<>();
    try (OutputCapture output = OutputCapture.start()) {
      String name = fresh();
      TargetAttributes marked = with(subject.named(USER, name), subject.textAttribute(), marker);
      Operation creation =
          operation(Action.CREATE, USER, null, marked, Activity.ENABLED, MemberDelta.NONE);
      RemoteId id = applied(connector.apply(creation));
      details.add(detail(connector.apply(creation)));
      applied(connector.apply(update(USER, id, marked)));
      applied(connector.apply(deletion(USER, id, name)));
      details.add(detail(connector.apply(update(USER, id, marked))));
      if (subject.abilities().contains(SIGN_IN)) {
        Connector stranger = subject.connector(new Reach(null, Credentials.WRONG));
        details.add(detail(stranger.apply(creation)));
      }
      details.add(output.text());
      details.add(connector.toString());
    }
    assertThat(details).noneMatch(text -> text.contains(marker));
    subject.secret().ifPresent(s -> assertThat(details).noneMatch(text -> text.contains(s)));
  }

  @Test
  void testing_the_settings_passes_and_changes_nothing() throws Exception {
    assumeTrue(connector instanceof Testable, "the connector cannot test its settings");
    assertThat(((Testable) connector).test()).isNotEmpty().allMatch(Testable.Step::passed);
  }

  @Test
  void a_password_opens_the_account_and_is_never_told() throws Exception {
    needs(PASSWORD);
    String attribute = ((PasswordAware) connector).passwordAttribute();
    String first = "First-" + UUID.randomUUID();
    String second = "Second-" + UUID.randomUUID();
    String name = fresh();
    TargetAttributes named = subject.named(USER, name);
    RemoteId id =
        applied(
            connector.apply(
                operation(
                    Action.CREATE,
                    USER,
                    null,
                    with(named, attribute, first),
                    Activity.ENABLED,
                    MemberDelta.NONE)));
    assertThat(subject.counterpart().accepts(id, first)).isTrue();
    applied(connector.apply(update(USER, id, with(named, attribute, second))));
    assertThat(subject.counterpart().accepts(id, second)).isTrue();
    assertThat(subject.counterpart().accepts(id, first)).isFalse();
    applied(connector.apply(update(USER, id, named)));
    assertThat(subject.counterpart().accepts(id, second)).as("without one it stays").isTrue();
    if (subject.abilities().contains(READ)) {
      Lookup lookup = new Lookup(USER, id, with(named, attribute, second));
      Reading.Found found = (Reading.Found) readable().read(lookup);
      assertThat(found.observed().asMap().toString()).doesNotContain(second);
      assertThat(found.observed().all(attribute)).isEmpty();
    }
  }

  @Test
  void the_attributes_of_the_target_are_told() throws Exception {
    needs(DESCRIBE);
    Describable describable = (Describable) connector;
    for (ObjectType type :
        subject.abilities().contains(GROUPS) ? List.of(USER, GROUP) : List.of(USER)) {
      Description.Known known = (Description.Known) describable.describe(type);
      String name = subject.nameAttribute(type);
      assertThat(known.find(name)).hasValueSatisfying(a -> assertThat(a.writable()).isTrue());
      assertThat(known.find(name.toUpperCase(Locale.ROOT))).isPresent();
      if (!known.open()) {
        assertThat(known.find("noSuchAttribute")).isEmpty();
        subject.named(type, "x").names().forEach(a -> assertThat(known.find(a)).isPresent());
      }
    }
  }

  @Test
  void attributes_that_cannot_be_asked_for_are_unknown() throws Exception {
    needs(DESCRIBE);
    try (FaultyProxy proxy = proxy()) {
      Connector remote = subject.connector(Reach.through(proxy));
      proxy.refuse();
      Description told = ((Describable) remote).describe(USER);
      assertThat(((Description.Unknown) told).why().kind()).isEqualTo(TRANSIENT);
    }
  }

  // The words of the tests

  private static String fresh() {
    return "u" + Long.toString(System.nanoTime(), 36) + "n" + NUMBER.incrementAndGet();
  }

  private void needs(Ability ability) {
    assumeTrue(subject.abilities().contains(ability), "the connector has no ability " + ability);
  }

  private FaultyProxy proxy() {
    needs(NETWORK);
    return FaultyProxy.to(subject.counterpart().address().orElseThrow());
  }

  private Readable readable() {
    return (Readable) connector;
  }

  private Outcome create(ObjectType type, String name) throws InterruptedException {
    return connector.apply(creation(type, name));
  }

  private Operation creation(ObjectType type, String name) {
    Activity activity = type == USER ? Activity.ENABLED : null;
    return operation(
        Action.CREATE, type, null, subject.named(type, name), activity, MemberDelta.NONE);
  }

  private static Operation update(ObjectType type, RemoteId id, TargetAttributes wanted) {
    Activity activity = type == USER ? Activity.ENABLED : null;
    return operation(Action.UPDATE, type, id, wanted, activity, MemberDelta.NONE);
  }

  private Operation activity(RemoteId id, String name, Activity wanted) {
    return operation(Action.UPDATE, USER, id, subject.named(USER, name), wanted, MemberDelta.NONE);
  }

  private Operation deletion(ObjectType type, RemoteId id, String name) {
    return operation(Action.DELETE, type, id, subject.named(type, name), null, MemberDelta.NONE);
  }

  private void members(RemoteId group, String name, MemberDelta delta) throws InterruptedException {
    applied(
        connector.apply(
            operation(Action.UPDATE, GROUP, group, subject.named(GROUP, name), null, delta)));
  }

  private static Operation operation(
      Action action,
      ObjectType type,
      @Nullable RemoteId id,
      TargetAttributes attributes,
      @Nullable Activity activity,
      MemberDelta members) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(
        key, action, type, NUMBER.incrementAndGet(), id, attributes, activity, members);
  }

  private RemoteId deleted() throws InterruptedException {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    applied(connector.apply(deletion(USER, id, name)));
    return id;
  }

  private Lookup byId(RemoteId id, String name) {
    return new Lookup(USER, id, subject.named(USER, name));
  }

  private Lookup byKey(ObjectType type, String name) {
    return new Lookup(type, null, subject.named(type, name));
  }

  private Seen seen(ObjectType type, RemoteId id) {
    return subject.counterpart().find(type, id).orElseThrow(() -> new AssertionError("not there"));
  }

  private static List<String> textsOf(Seen seen, String attribute) {
    return seen.attributes().all(attribute);
  }

  private static TargetAttributes with(TargetAttributes all, String name, String... values) {
    Map<String, List<String>> changed = new LinkedHashMap<>(all.asMap());
    changed.put(name, List.of(values));
    return TargetAttributes.of(changed);
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).remoteId();
  }

  private static Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private static String detail(Outcome outcome) {
    return outcome.toString();
  }

  private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : pool.invokeAll(Collections.nCopies(threads, work))) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> T within(Duration bound, Callable<T> work) throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      return caller.submit(work).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      caller.shutdownNow();
    }
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}

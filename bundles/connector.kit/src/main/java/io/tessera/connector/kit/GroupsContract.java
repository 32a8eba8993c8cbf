package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.GROUPS;
import static io.tessera.connector.kit.Subject.Ability.RENAME;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.operation;
import static io.tessera.connector.kit.Words.textsOf;
import static io.tessera.connector.kit.Words.together;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.spi.FailureKind.CONFLICT;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups and their members. */
interface GroupsContract {
  /** More than any page or batch a target takes at once by default. */
  int MANY_MEMBERS = 205;

  Trial trial();

  @Test
  default void a_group_is_created_renamed_and_deleted() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    String name = fresh();
    RemoteId id = applied(trial.create(GROUP, name));
    assertThat(textsOf(trial.seen(GROUP, id), trial.subject().nameAttribute(GROUP)))
        .containsExactly(name);
    assertThat(trial.seen(GROUP, id).members()).isEmpty();
    assertThat(failed(trial.create(GROUP, name)).kind()).isEqualTo(CONFLICT);
    if (trial.can(RENAME)) {
      String after = fresh();
      applied(trial.apply(update(GROUP, id, trial.subject().named(GROUP, after))));
      assertThat(textsOf(trial.seen(GROUP, id), trial.subject().nameAttribute(GROUP)))
          .containsExactly(after);
      assertThat(trial.seen(GROUP, id).members()).isEmpty();
    }
    applied(trial.apply(trial.deletion(GROUP, id, name)));
    applied(trial.apply(trial.deletion(GROUP, id, name)));
    assertThat(trial.subject().counterpart().find(GROUP, id)).isEmpty();
  }

  @Test
  default void members_are_added_and_removed_as_often_as_one_likes() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    Member one = new Member(USER, applied(trial.create(USER, fresh())));
    Member two = new Member(USER, applied(trial.create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    for (int time = 0; time < 2; time++) {
      trial.members(group, name, new MemberDelta(List.of(one, two), List.of()));
      assertThat(trial.seen(GROUP, group).members()).containsExactlyInAnyOrder(one.id(), two.id());
    }
    for (int time = 0; time < 2; time++) {
      trial.members(group, name, new MemberDelta(List.of(), List.of(one)));
      assertThat(trial.seen(GROUP, group).members()).containsExactly(two.id());
    }
    trial.members(group, name, new MemberDelta(List.of(one), List.of(two)));
    assertThat(trial.seen(GROUP, group).members()).containsExactly(one.id());
    for (int time = 0; time < 2; time++) {
      trial.members(group, name, new MemberDelta(List.of(), List.of(one, two)));
      assertThat(trial.seen(GROUP, group).members()).isEmpty();
    }
  }

  @Test
  default void a_change_of_a_group_keeps_its_members() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    trial.needs(RENAME);
    Member member = new Member(USER, applied(trial.create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    trial.members(group, name, new MemberDelta(List.of(member), List.of()));
    applied(trial.apply(update(GROUP, group, trial.subject().named(GROUP, fresh()))));
    assertThat(trial.seen(GROUP, group).members()).containsExactly(member.id());
  }

  @Test
  default void a_group_is_created_with_its_members() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    Member member = new Member(USER, applied(trial.create(USER, fresh())));
    MemberDelta delta = new MemberDelta(List.of(member), List.of());
    RemoteId group =
        applied(
            trial.apply(
                operation(
                    Action.CREATE,
                    GROUP,
                    null,
                    trial.subject().named(GROUP, fresh()),
                    null,
                    delta)));
    assertThat(trial.seen(GROUP, group).members()).containsExactly(member.id());
  }

  @Test
  default void some_new_and_some_present_members_may_come_together() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    Member one = new Member(USER, applied(trial.create(USER, fresh())));
    Member two = new Member(USER, applied(trial.create(USER, fresh())));
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    trial.members(group, name, new MemberDelta(List.of(one), List.of()));
    trial.members(group, name, new MemberDelta(List.of(one, two), List.of()));
    assertThat(trial.seen(GROUP, group).members()).containsExactlyInAnyOrder(one.id(), two.id());
  }

  @Test
  default void many_members_may_come_at_once() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    List<Member> members = new ArrayList<>();
    for (RemoteId id : together(MANY_MEMBERS, () -> applied(trial.create(USER, fresh())))) {
      members.add(new Member(USER, id));
    }
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    trial.members(group, name, new MemberDelta(members, List.of()));
    assertThat(trial.seen(GROUP, group).members()).hasSize(MANY_MEMBERS);
    trial.members(group, name, new MemberDelta(List.of(), members));
    assertThat(trial.seen(GROUP, group).members()).isEmpty();
  }

  @Test
  default void a_member_that_does_not_exist_is_not_dropped_silently() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    Member ghost = new Member(USER, trial.deleted());
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    Failed failed =
        failed(
            trial.apply(
                operation(
                    Action.UPDATE,
                    GROUP,
                    group,
                    trial.subject().named(GROUP, name),
                    null,
                    new MemberDelta(List.of(ghost), List.of()))));
    assertThat(failed.kind()).as("the group itself is there").isNotEqualTo(GONE);
    trial.members(group, name, new MemberDelta(List.of(), List.of(ghost)));
  }

  @Test
  default void changing_the_members_of_a_group_that_is_gone_says_so() throws Exception {
    Trial trial = trial();
    trial.needs(GROUPS);
    String name = fresh();
    RemoteId group = applied(trial.create(GROUP, name));
    applied(trial.apply(trial.deletion(GROUP, group, name)));
    Member member = new Member(USER, applied(trial.create(USER, fresh())));
    Failed failed =
        failed(
            trial.apply(
                operation(
                    Action.UPDATE,
                    GROUP,
                    group,
                    TargetAttributes.none(),
                    null,
                    new MemberDelta(List.of(member), List.of()))));
    assertThat(failed.kind()).isEqualTo(GONE);
  }
}

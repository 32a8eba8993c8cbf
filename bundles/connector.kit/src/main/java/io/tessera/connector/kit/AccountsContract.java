package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.DISABLE;
import static io.tessera.connector.kit.Subject.Ability.READ;
import static io.tessera.connector.kit.Subject.Ability.RENAME;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.operation;
import static io.tessera.connector.kit.Words.textsOf;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.CONFLICT;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What becomes of accounts. */
interface AccountsContract {
  Trial trial();

  @Test
  default void a_created_account_is_in_the_target() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    assertThat(textsOf(trial.seen(USER, id), trial.subject().nameAttribute(USER)))
        .containsExactly(name);
    assertThat(trial.seen(USER, id).enabled()).isTrue();
  }

  @Test
  default void a_creation_applied_twice_makes_one_account() throws Exception {
    Trial trial = trial();
    String name = fresh();
    Operation creation = trial.creation(USER, name);
    RemoteId id = applied(trial.apply(creation));
    Outcome again = trial.apply(creation);
    if (again instanceof Applied same) {
      assertThat(same.remoteId()).isEqualTo(id);
    } else {
      assertThat(failed(again).kind()).isEqualTo(CONFLICT);
    }
    assertThat(trial.subject().counterpart().count(USER, name)).isEqualTo(1);
  }

  @Test
  default void creating_what_exists_is_a_conflict() throws Exception {
    Trial trial = trial();
    String name = fresh();
    applied(trial.create(USER, name));
    assertThat(failed(trial.create(USER, name)).kind()).isEqualTo(CONFLICT);
    assertThat(trial.subject().counterpart().count(USER, name)).isEqualTo(1);
  }

  @Test
  default void an_account_is_read_by_its_remote_id_and_by_its_key() throws Exception {
    Trial trial = trial();
    trial.needs(READ);
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    for (Lookup lookup : List.of(trial.byId(id, name), trial.byKey(USER, name))) {
      Reading.Found found = (Reading.Found) trial.readable().read(lookup);
      assertThat(found.remoteId()).isEqualTo(id);
      assertThat(found.observed().first(trial.subject().nameAttribute(USER))).contains(name);
    }
  }

  @Test
  default void what_does_not_exist_is_absent() throws Exception {
    Trial trial = trial();
    trial.needs(READ);
    RemoteId id = trial.deleted();
    assertThat(trial.readable().read(trial.byId(id, fresh()))).isInstanceOf(Reading.Absent.class);
    assertThat(trial.readable().read(trial.byKey(USER, fresh())))
        .isInstanceOf(Reading.Absent.class);
  }

  @Test
  default void an_update_brings_the_account_into_the_desired_state() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    TargetAttributes changed =
        with(trial.subject().named(USER, name), trial.subject().textAttribute(), "changed");
    applied(trial.apply(update(USER, id, changed)));
    applied(trial.apply(update(USER, id, changed)));
    assertThat(textsOf(trial.seen(USER, id), trial.subject().textAttribute()))
        .containsExactly("changed");
  }

  @Test
  default void an_attribute_without_values_is_emptied() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    String text = trial.subject().textAttribute();
    applied(trial.apply(update(USER, id, with(trial.subject().named(USER, name), text, "some"))));
    applied(trial.apply(update(USER, id, with(trial.subject().named(USER, name), text))));
    assertThat(textsOf(trial.seen(USER, id), text)).isEmpty();
    applied(trial.apply(update(USER, id, with(trial.subject().named(USER, name), text))));
  }

  @Test
  default void attributes_that_are_not_ours_stay_as_they_are() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    trial.subject().counterpart().set(USER, id, trial.subject().foreignAttribute(), "theirs");
    applied(
        trial.apply(
            update(
                USER,
                id,
                with(trial.subject().named(USER, name), trial.subject().textAttribute(), "ours"))));
    assertThat(textsOf(trial.seen(USER, id), trial.subject().foreignAttribute()))
        .containsExactly("theirs");
  }

  @Test
  default void updating_what_is_not_there_any_more_says_so() throws Exception {
    Trial trial = trial();
    RemoteId id = trial.deleted();
    Failed failed = failed(trial.apply(update(USER, id, trial.subject().named(USER, fresh()))));
    assertThat(failed.kind()).isEqualTo(GONE);
  }

  @Test
  default void a_rename_keeps_the_remote_id() throws Exception {
    Trial trial = trial();
    trial.needs(RENAME);
    String before = fresh();
    String after = fresh();
    RemoteId id = applied(trial.create(USER, before));
    assertThat(applied(trial.apply(update(USER, id, trial.subject().named(USER, after)))))
        .isEqualTo(id);
    assertThat(applied(trial.apply(update(USER, id, trial.subject().named(USER, after)))))
        .isEqualTo(id);
    assertThat(textsOf(trial.seen(USER, id), trial.subject().nameAttribute(USER)))
        .containsExactly(after);
    assertThat(trial.subject().counterpart().count(USER, before)).isZero();
    assertThat(trial.subject().counterpart().count(USER, after)).isEqualTo(1);
  }

  @Test
  default void a_rename_to_another_case_is_carried_out() throws Exception {
    Trial trial = trial();
    trial.needs(RENAME);
    String before = fresh();
    RemoteId id = applied(trial.create(USER, before));
    String after = before.substring(0, 1).toUpperCase(Locale.ROOT) + before.substring(1);
    applied(trial.apply(update(USER, id, trial.subject().named(USER, after))));
    assertThat(textsOf(trial.seen(USER, id), trial.subject().nameAttribute(USER)))
        .containsExactly(after);
  }

  @Test
  default void a_rename_to_a_taken_name_changes_nobody_else() throws Exception {
    Trial trial = trial();
    trial.needs(RENAME);
    String taken = fresh();
    RemoteId other = applied(trial.create(USER, taken));
    RemoteId id = applied(trial.create(USER, fresh()));
    Failed failed = failed(trial.apply(update(USER, id, trial.subject().named(USER, taken))));
    assertThat(failed.kind()).isIn(INVALID, CONFLICT);
    assertThat(trial.subject().counterpart().count(USER, taken)).isEqualTo(1);
    assertThat(textsOf(trial.seen(USER, other), trial.subject().nameAttribute(USER)))
        .containsExactly(taken);
  }

  @Test
  default void an_account_is_disabled_and_enabled_again() throws Exception {
    Trial trial = trial();
    trial.needs(DISABLE);
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    for (Activity wanted :
        List.of(Activity.DISABLED, Activity.DISABLED, Activity.ENABLED, Activity.ENABLED)) {
      applied(trial.apply(trial.activity(id, name, wanted)));
      assertThat(trial.seen(USER, id).enabled()).isEqualTo(wanted == Activity.ENABLED);
    }
  }

  @Test
  default void an_account_is_created_disabled_when_asked_for() throws Exception {
    Trial trial = trial();
    trial.needs(DISABLE);
    Operation creation =
        operation(
            Action.CREATE,
            USER,
            null,
            trial.subject().named(USER, fresh()),
            Activity.DISABLED,
            MemberDelta.NONE);
    assertThat(trial.seen(USER, applied(trial.apply(creation))).enabled()).isFalse();
  }

  @Test
  default void an_operation_that_does_not_care_leaves_a_disabled_account_disabled()
      throws Exception {
    Trial trial = trial();
    trial.needs(DISABLE);
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    applied(trial.apply(trial.activity(id, name, Activity.DISABLED)));
    applied(
        trial.apply(
            operation(
                Action.UPDATE,
                USER,
                id,
                trial.subject().named(USER, name),
                null,
                MemberDelta.NONE)));
    assertThat(trial.seen(USER, id).enabled()).isFalse();
  }

  @Test
  default void deleting_twice_is_success() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    applied(trial.apply(trial.deletion(USER, id, name)));
    assertThat(trial.subject().counterpart().find(USER, id)).isEmpty();
    applied(trial.apply(trial.deletion(USER, id, name)));
  }

  @Test
  default void a_name_that_was_deleted_can_be_used_again() throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId first = applied(trial.create(USER, name));
    applied(trial.apply(trial.deletion(USER, first, name)));
    assertThat(applied(trial.create(USER, name))).isNotEqualTo(first);
  }
}

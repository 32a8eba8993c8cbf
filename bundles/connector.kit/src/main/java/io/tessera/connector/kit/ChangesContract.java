package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.CHANGES;
import static io.tessera.connector.kit.Subject.Ability.PASSWORD;
import static io.tessera.connector.kit.Subject.Ability.REMOVALS;
import static io.tessera.connector.kit.Subject.Ability.RENAME;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.eventually;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.Put;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteChanges.Removed;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed in the target since a token, whoever changed it. */
interface ChangesContract {
  /** So many calls in a row that all say there is more: a source that goes round in circles. */
  int NEVER_ENDING = 10_000;

  Trial trial();

  @Test
  default void at_first_nothing_is_told_but_where_to_begin() throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    applied(trial.create(USER, fresh()));
    for (ObjectType type : trial.types()) {
      RemoteChanges.Known first = known(source(trial).changes(type, null, 10));
      assertThat(first.changes()).isEmpty();
      assertThat(first.more()).isFalse();
      assertThat(first.token()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1_000})
  default void no_change_after_the_token_is_missed(int most) throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    for (ObjectType type : trial.types()) {
      String old = fresh();
      RemoteId before = applied(trial.create(type, old));
      Follower follower = new Follower(source(trial), type, most);
      Map<RemoteId, String> expected = new LinkedHashMap<>();
      for (int i = 0; i < 7; i++) {
        String name = fresh();
        expected.put(applied(trial.create(type, name)), name);
      }
      if (trial.can(RENAME)) {
        String renamed = fresh();
        applied(trial.apply(update(type, before, trial.subject().named(type, renamed))));
        expected.put(before, renamed);
      }
      String attribute = trial.subject().nameAttribute(type);
      eventually(
          () -> {
            follower.follow();
            return expected.entrySet().stream()
                .allMatch(e -> follower.lastOf(e.getKey(), attribute).contains(e.getValue()));
          });
    }
  }

  @Test
  default void what_others_change_is_told() throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    RemoteId id = applied(trial.create(USER, fresh()));
    Follower follower = new Follower(source(trial), USER, 10);
    trial.subject().counterpart().set(USER, id, trial.subject().foreignAttribute(), "theirs");
    eventually(
        () -> {
          follower.follow();
          return follower.seen.containsKey(id);
        });
  }

  @Test
  default void what_was_removed_is_told() throws Exception {
    Trial trial = trial();
    trial.needs(REMOVALS);
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    Follower follower = new Follower(source(trial), USER, 10);
    applied(trial.apply(trial.deletion(USER, id, name)));
    eventually(
        () -> {
          follower.follow();
          return follower.seen.get(id) instanceof Removed;
        });
  }

  @Test
  default void changes_never_tell_passwords() throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    trial.needs(PASSWORD);
    String attribute = ((PasswordAware) trial.connector()).passwordAttribute();
    String password = "Word-" + UUID.randomUUID();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    Follower follower = new Follower(source(trial), USER, 10);
    TargetAttributes named = trial.subject().named(USER, name);
    String text = trial.subject().textAttribute();
    applied(trial.apply(update(USER, id, with(with(named, text, "new"), attribute, password))));
    eventually(
        () -> {
          follower.follow();
          return follower.lastOf(id, text).contains("new");
        });
    assertThat(follower.lastOf(id, attribute)).isEmpty();
    assertThat(follower.seen.toString()).doesNotContain(password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"made up", "' or 1=1 --", "*)(objectClass=*", "-1", "山"})
  default void a_token_that_is_made_up_is_refused(String token) throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    RemoteChanges told = source(trial).changes(USER, token, 10);
    assertThat(told).isInstanceOf(RemoteChanges.Unreadable.class);
    assertThat(((RemoteChanges.Unreadable) told).why().kind()).isIn(INVALID, GONE);
  }

  @Test
  default void changes_need_a_counterpart_that_is_there() throws Exception {
    Trial trial = trial();
    trial.needs(CHANGES);
    try (FaultyProxy proxy = trial.proxy()) {
      ChangeSource remote = (ChangeSource) trial.subject().connector(Reach.through(proxy));
      String token = known(remote.changes(USER, null, 10)).token();
      proxy.refuse();
      RemoteChanges told = remote.changes(USER, token, 10);
      assertThat(((RemoteChanges.Unreadable) told).why().kind()).isEqualTo(TRANSIENT);
    }
  }

  private static ChangeSource source(Trial trial) {
    return (ChangeSource) trial.connector();
  }

  private static RemoteChanges.Known known(RemoteChanges changes) {
    assertThat(changes).isInstanceOf(RemoteChanges.Known.class);
    return (RemoteChanges.Known) changes;
  }

  /** Remembers the last that was told of each account, from when it was made. */
  final class Follower {
    final Map<RemoteId, RemoteChange> seen = new LinkedHashMap<>();
    private final ChangeSource source;
    private final ObjectType type;
    private final int most;
    private String token;

    Follower(ChangeSource source, ObjectType type, int most) throws InterruptedException {
      this.source = source;
      this.type = type;
      this.most = most;
      this.token = known(source.changes(type, null, most)).token();
    }

    /** Asks until there is no more. */
    void follow() throws InterruptedException {
      boolean more = true;
      for (int calls = 0; more; calls++) {
        assertThat(calls).as("calls in a row").isLessThan(NEVER_ENDING);
        RemoteChanges.Known told = known(source.changes(type, token, most));
        told.changes().forEach(change -> seen.put(change.id(), change));
        token = told.token();
        more = told.more();
      }
    }

    List<String> lastOf(RemoteId id, String attribute) {
      @Nullable RemoteChange last = seen.get(id);
      return last instanceof Put put
          ? put.account().attributes().all(attribute)
          : new ArrayList<>();
    }
  }
}

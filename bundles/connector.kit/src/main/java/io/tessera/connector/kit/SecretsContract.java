package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.PASSWORD;
import static io.tessera.connector.kit.Subject.Ability.READ;
import static io.tessera.connector.kit.Subject.Ability.SIGN_IN;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.operation;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Credentials and passwords work, and are never told. */
interface SecretsContract {
  Trial trial();

  @Test
  default void wrong_credentials_concern_the_target_as_a_whole() throws Exception {
    Trial trial = trial();
    trial.needs(SIGN_IN);
    Connector stranger = trial.subject().connector(new Reach(null, Credentials.WRONG));
    String name = fresh();
    Failed failed = failed(stranger.apply(trial.creation(USER, name)));
    assertThat(failed.kind()).isEqualTo(AUTHENTICATION);
    assertThat(trial.subject().counterpart().count(USER, name)).isZero();
    if (stranger instanceof Testable testable) {
      assertThat(testable.test()).anyMatch(step -> !step.passed());
    }
  }

  @Test
  default void secrets_and_values_are_never_logged() throws Exception {
    Trial trial = trial();
    String marker = "marker" + UUID.randomUUID();
    List<String> details = new ArrayList<>();
    try (OutputCapture output = OutputCapture.start()) {
      String name = fresh();
      TargetAttributes marked =
          with(trial.subject().named(USER, name), trial.subject().textAttribute(), marker);
      Operation creation =
          operation(Action.CREATE, USER, null, marked, Activity.ENABLED, MemberDelta.NONE);
      RemoteId id = applied(trial.apply(creation));
      details.add(String.valueOf(trial.apply(creation)));
      applied(trial.apply(update(USER, id, marked)));
      applied(trial.apply(trial.deletion(USER, id, name)));
      details.add(String.valueOf(trial.apply(update(USER, id, marked))));
      if (trial.can(SIGN_IN)) {
        Connector stranger = trial.subject().connector(new Reach(null, Credentials.WRONG));
        details.add(String.valueOf(stranger.apply(creation)));
      }
      details.add(output.text());
      details.add(trial.connector().toString());
    }
    assertThat(details).noneMatch(text -> text.contains(marker));
    trial
        .subject()
        .secret()
        .ifPresent(s -> assertThat(details).noneMatch(text -> text.contains(s)));
  }

  @Test
  default void a_password_opens_the_account_and_is_never_told() throws Exception {
    Trial trial = trial();
    trial.needs(PASSWORD);
    String attribute = ((PasswordAware) trial.connector()).passwordAttribute();
    String first = "First-" + UUID.randomUUID();
    String second = "Second-" + UUID.randomUUID();
    String name = fresh();
    TargetAttributes named = trial.subject().named(USER, name);
    RemoteId id =
        applied(
            trial.apply(
                operation(
                    Action.CREATE,
                    USER,
                    null,
                    with(named, attribute, first),
                    Activity.ENABLED,
                    MemberDelta.NONE)));
    assertThat(trial.subject().counterpart().accepts(id, first)).isTrue();
    applied(trial.apply(update(USER, id, with(named, attribute, second))));
    assertThat(trial.subject().counterpart().accepts(id, second)).isTrue();
    assertThat(trial.subject().counterpart().accepts(id, first)).isFalse();
    applied(trial.apply(update(USER, id, named)));
    assertThat(trial.subject().counterpart().accepts(id, second))
        .as("without one it stays")
        .isTrue();
    if (trial.can(READ)) {
      Lookup lookup = new Lookup(USER, id, with(named, attribute, second));
      Reading.Found found = (Reading.Found) trial.readable().read(lookup);
      assertThat(found.observed().asMap().toString()).doesNotContain(second);
      assertThat(found.observed().all(attribute)).isEmpty();
    }
  }
}

package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.DESCRIBE;
import static io.tessera.connector.kit.Subject.Ability.PLAN;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.operation;
import static io.tessera.connector.kit.Words.textsOf;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is told of the settings and of the target. */
interface SchemaContract {
  Trial trial();

  @Test
  default void testing_the_settings_passes_and_changes_nothing() throws Exception {
    Trial trial = trial();
    assumeTrue(trial.connector() instanceof Testable, "the connector cannot test its settings");
    assertThat(((Testable) trial.connector()).test()).isNotEmpty().allMatch(Testable.Step::passed);
  }

  @Test
  default void the_attributes_of_the_target_are_told() throws Exception {
    Trial trial = trial();
    trial.needs(DESCRIBE);
    Describable describable = (Describable) trial.connector();
    for (ObjectType type : trial.types()) {
      Description.Known known = (Description.Known) describable.describe(type);
      String name = trial.subject().nameAttribute(type);
      assertThat(known.find(name)).hasValueSatisfying(a -> assertThat(a.writable()).isTrue());
      assertThat(known.find(name.toUpperCase(Locale.ROOT))).isPresent();
      if (!known.open()) {
        assertThat(known.find("noSuchAttribute")).isEmpty();
        trial
            .subject()
            .named(type, "x")
            .names()
            .forEach(a -> assertThat(known.find(a)).isPresent());
      }
    }
  }

  @Test
  default void attributes_that_cannot_be_asked_for_are_unknown() throws Exception {
    Trial trial = trial();
    trial.needs(DESCRIBE);
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      proxy.refuse();
      Description told = ((Describable) remote).describe(USER);
      assertThat(((Description.Unknown) told).why().kind()).isEqualTo(TRANSIENT);
    }
  }

  @Test
  default void a_plan_tells_what_would_be_sent_and_sends_nothing() throws Exception {
    Trial trial = trial();
    trial.needs(PLAN);
    Plannable plannable = (Plannable) trial.connector();
    String name = fresh();
    assertThat(plannable.plan(trial.creation(USER, name))).isNotEmpty();
    assertThat(trial.subject().counterpart().count(USER, name)).isZero();
    RemoteId id = applied(trial.create(USER, name));
    String other = fresh();
    assertThat(plannable.plan(update(USER, id, trial.subject().named(USER, other)))).isNotEmpty();
    assertThat(plannable.plan(trial.deletion(USER, id, name))).isNotEmpty();
    assertThat(textsOf(trial.seen(USER, id), trial.subject().nameAttribute(USER)))
        .containsExactly(name);
  }

  @Test
  default void a_plan_never_tells_secrets() throws Exception {
    Trial trial = trial();
    trial.needs(PLAN);
    Plannable plannable = (Plannable) trial.connector();
    Operation creation = trial.creation(USER, fresh());
    String password = "Word-" + UUID.randomUUID();
    if (plannable instanceof PasswordAware aware) {
      TargetAttributes named = creation.attributes();
      creation =
          operation(
              Action.CREATE,
              USER,
              null,
              with(named, aware.passwordAttribute(), password),
              Activity.ENABLED,
              MemberDelta.NONE);
    }
    List<String> plan = plannable.plan(creation);
    assertThat(plan).noneMatch(line -> line.contains(password));
    trial.subject().secret().ifPresent(s -> assertThat(plan).noneMatch(line -> line.contains(s)));
  }
}

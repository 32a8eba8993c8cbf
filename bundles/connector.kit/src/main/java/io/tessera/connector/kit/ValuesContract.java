package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.READ;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.textsOf;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and names, awkward ones above all. */
interface ValuesContract {
  Trial trial();

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
  default void values_arrive_as_they_are(String value) throws Exception {
    Trial trial = trial();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    applied(
        trial.apply(
            update(
                USER,
                id,
                with(trial.subject().named(USER, name), trial.subject().textAttribute(), value))));
    assertThat(textsOf(trial.seen(USER, id), trial.subject().textAttribute()))
        .containsExactly(value);
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
  default void awkward_names_are_kept_exactly_or_refused_clearly(String awkward) throws Exception {
    Trial trial = trial();
    String name = awkward.strip().length() < awkward.length() ? awkward : awkward + fresh();
    applied(trial.create(USER, fresh()));
    Outcome outcome = trial.create(USER, name);
    if (outcome instanceof Failed refused) {
      assertThat(refused.kind()).isEqualTo(INVALID);
      return;
    }
    RemoteId id = applied(outcome);
    assertThat(textsOf(trial.seen(USER, id), trial.subject().nameAttribute(USER)))
        .containsExactly(name);
    if (trial.can(READ)) {
      Reading.Found found = (Reading.Found) trial.readable().read(trial.byKey(USER, name));
      assertThat(found.remoteId()).isEqualTo(id);
    }
    applied(trial.apply(update(USER, id, trial.subject().named(USER, name))));
    applied(trial.apply(trial.deletion(USER, id, name)));
    assertThat(trial.subject().counterpart().find(USER, id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "u*", "*)(objectClass=*", "x\" or userName pr or id eq \"x"})
  default void a_name_is_never_taken_for_a_pattern(String pattern) throws Exception {
    Trial trial = trial();
    trial.needs(READ);
    applied(trial.create(USER, fresh()));
    assertThat(trial.readable().read(trial.byKey(USER, pattern)))
        .isInstanceOf(Reading.Absent.class);
  }

  @Test
  default void a_remote_id_is_never_taken_for_a_pattern() throws Exception {
    Trial trial = trial();
    RemoteId existing = applied(trial.create(USER, fresh()));
    for (String odd : List.of("*", "../Groups", "a/b", "x)(uid=*", "?filter=x", "%2e%2e")) {
      RemoteId id = new RemoteId(odd);
      Outcome outcome = trial.apply(update(USER, id, trial.subject().named(USER, fresh())));
      assertThat(failed(outcome).kind()).as(odd).isIn(GONE, INVALID);
      trial.apply(trial.deletion(USER, id, "x"));
    }
    assertThat(trial.subject().counterpart().find(USER, existing)).isPresent();
  }
}

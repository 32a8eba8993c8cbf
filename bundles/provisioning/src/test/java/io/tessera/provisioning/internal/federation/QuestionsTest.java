package io.tessera.provisioning.internal.federation;

import static io.tessera.provisioning.internal.federation.SigningInTest.claims;
import static io.tessera.provisioning.internal.federation.SigningInTest.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tessera.crypto.Secret;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Entry;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.admin.SignIn.AttributeSync;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.federation.Arrival.Answers;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.Asked;
import io.tessera.provisioning.api.federation.Outcome.Question;
import io.tessera.provisioning.api.federation.Outcome.SignedIn;
import io.tessera.provisioning.api.federation.Outcome.Why;
import io.tessera.provisioning.api.federation.SignInMemory;
import io.tessera.provisioning.internal.administration.IdentitySignIn;
import io.tessera.store.jpa.internal.DerbyForTests;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {
  private DerbyForTests derby;
  private World world;

  @BeforeAll
  void open() throws SQLException, IOException {
    derby = new DerbyForTests();
  }

  @AfterAll
  void close() {
    derby.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    world = new World(derby);
  }

  private IdentityProvider corp(Scheme scheme) {
    Jit jit =
        new Jit(
            true,
            scheme,
            "PRIMARY",
            "",
            AttributeSync.OVERRIDE_ALL,
            GroupSync.MERGE,
            false,
            List.of(),
            List.of(),
            false);
    return world.provider(
        "corp",
        jit,
        List.of(new ClaimMapping("login", "userName", ""), new ClaimMapping("job", "title", "")));
  }

  private static Answers answers(
      boolean consents, @Nullable String name, @Nullable String password, @Nullable String proof) {
    return new Answers(
        consents,
        Optional.ofNullable(name),
        Optional.ofNullable(password).map(Secret::new),
        Optional.ofNullable(proof).map(Secret::new));
  }

  private Resource there(String name, String password) {
    return world.user(Attributes.builder().put("userName", name).put("password", password).build());
  }

  @Test
  void consent_shows_what_is_made_and_makes_nothing_before() {
    IdentityProvider corp = corp(Scheme.CONSENT);

    Asked asked = (Asked) world.arrive(corp, "s", claims("login", "ann", "job", "Boss"));

    assertThat(asked.questions()).containsExactly(Question.CONSENT);
    assertThat(asked.userName()).isEqualTo("ann");
    assertThat(asked.shown()).containsExactly(new Outcome.Shown("title", "Boss"));
    assertThat(world.signingIn.links(World.ADMIN, "PRIMARY", "ann")).isEmpty();
    assertThat(world.arrive(corp, "s", claims("login", "ann"), answers(true, null, null, null)))
        .isInstanceOf(SignedIn.class);
  }

  @Test
  void a_name_is_chosen_and_a_taken_one_is_asked_again() {
    IdentityProvider corp = corp(Scheme.USER_NAME);
    there("ann", "long enough 1");

    Asked first = (Asked) world.arrive(corp, "s", claims("job", "x"));
    Asked taken =
        (Asked) world.arrive(corp, "s", claims("job", "x"), answers(false, "Ann", null, null));
    SignedIn in =
        (SignedIn) world.arrive(corp, "s", claims("job", "x"), answers(false, "ann2", null, null));

    assertThat(first.questions()).containsExactly(Question.USER_NAME);
    assertThat(first.problems()).isEmpty();
    assertThat(taken.questions()).containsExactlyInAnyOrder(Question.USER_NAME, Question.PROOF);
    assertThat(taken.problems())
        .extracting(Problem::where)
        .containsExactly(Optional.of(AttributePath.of("userName")));
    assertThat(in.userName()).isEqualTo("ann2");
  }

  @Test
  void a_password_that_is_too_short_is_asked_again_and_a_good_one_works_here() {
    IdentityProvider corp = corp(Scheme.USER_NAME_AND_PASSWORD);

    Asked asked =
        (Asked) world.arrive(corp, "s", claims("job", "x"), answers(false, "ann", "short", null));
    assertThat(asked.problems())
        .extracting(problem -> problem.where().orElseThrow().toString())
        .containsExactly("password");

    Outcome in =
        world.arrive(corp, "s", claims("job", "x"), answers(false, "ann", "long enough 1", null));
    assertThat(in).isInstanceOf(SignedIn.class);
    assertThat(new IdentitySignIn(world.store).present("PRIMARY", "ann"))
        .hasValueSatisfying(
            credential -> assertThat(credential.passwordHash()).contains("long enough 1"));
  }

  @Test
  void who_knows_the_password_of_the_account_is_linked_to_it() {
    IdentityProvider corp = corp(Scheme.CONSENT);
    Resource there = there("ann", "long enough 1");

    Asked asked = (Asked) world.arrive(corp, "s", claims("login", "ann", "job", "x"));
    assertThat(asked.questions()).containsExactly(Question.PROOF);
    Asked wrong =
        (Asked) world.arrive(corp, "s", claims("login", "ann"), answers(true, null, null, "guess"));
    assertThat(wrong.problems())
        .extracting(problem -> problem.where().orElseThrow().toString())
        .containsExactly("proof");
    SignedIn in =
        (SignedIn)
            world.arrive(
                corp,
                "s",
                claims("login", "ann", "job", "Boss"),
                answers(true, null, null, "long enough 1"));

    assertThat(in.identity()).isEqualTo(there.id());
    assertThat(in.created()).isFalse();
    assertThat(world.read(there.id()).attributes().text("title")).contains("Boss");
  }

  @Test
  void passwords_are_guessed_no_faster_here_than_elsewhere() {
    IdentityProvider corp = corp(Scheme.CONSENT);
    there("ann", "long enough 1");
    for (int i = 0; i < 5; i++) {
      world.arrive(corp, "s", claims("login", "ann"), answers(true, null, null, "guess " + i));
    }

    Outcome locked =
        world.arrive(corp, "s", claims("login", "ann"), answers(true, null, null, "long enough 1"));

    assertThat(locked)
        .isInstanceOfSatisfying(
            Asked.class,
            asked ->
                assertThat(asked.problems().get(0).detail()).contains("Too many wrong passwords"));
  }

  @Test
  void what_a_sign_in_makes_goes_to_targets_whose_entry_has_jit() {
    IdentityProvider corp = corp(Scheme.SILENT);
    Target with = world.target("with", corp.id());
    world.target("without", corp.id());
    ServiceProvider shop =
        world.serviceProvider(
            "shop",
            new Outbound(
                Mode.PERSIST_AND_PROVISION,
                List.of(
                    new Entry("with", null, true, true), new Entry("without", null, true, false))));

    SignedIn in =
        (SignedIn) world.arrive(corp, "s", claims("login", "ann"), Answers.NONE, shop.id());

    Attributes decisions = world.changes(in.identity()).get(0).decisions();
    assertThat(decisions.get("targets").orElseThrow().elements())
        .containsExactly(Value.text(with.id().toString()));
    assertThat(decisions.get("reasons").orElseThrow().elements())
        .anySatisfy(
            reason -> {
              Attributes said = ((Value.Complex) reason).attributes();
              assertThat(said.text("target")).contains("without");
              assertThat(said.text("reason").orElseThrow()).contains("sign-in");
            });
  }

  @Test
  void a_required_target_that_does_not_answer_keeps_people_out_only_where_that_is_said() {
    IdentityProvider open = corp(Scheme.SILENT);
    world.requiredTarget("away", open.id());

    SignedIn in = (SignedIn) world.arrive(open, "s", claims("login", "ann"));
    assertThat(in.reports())
        .extracting(DeliveryReport::target, DeliveryReport::state)
        .containsExactly(tuple("away", DeliveryReport.State.WAITING));

    Jit jit = open.signIn().jit();
    IdentityProvider closed =
        world.with(
            open,
            true,
            new Jit(
                true,
                jit.scheme(),
                jit.userStore(),
                "",
                jit.attributes(),
                jit.groups(),
                false,
                List.of(),
                List.of(),
                true));
    assertThat(why(world.arrive(closed, "s", claims("login", "ann")))).isEqualTo(Why.TARGET);
    assertThat(why(world.arrive(closed, "s2", claims("login", "bea")))).isEqualTo(Why.TARGET);
    assertThat(world.signingIn.links(World.ADMIN, "PRIMARY", "bea")).isEmpty();
  }

  @Test
  void what_is_remembered_is_there_once_and_sealed() {
    SignInMemory memory = world.memory;
    Duration life = Duration.ofMinutes(1);

    assertThat(memory.put(SignInMemory.Kind.CODE, "k", "content", life)).isTrue();
    assertThat(memory.put(SignInMemory.Kind.CODE, "k", "other", life)).isFalse();
    assertThat(memory.get(SignInMemory.Kind.SESSION, "k")).isEmpty();
    assertThat(memory.get(SignInMemory.Kind.CODE, "k")).contains("content");
    assertThat(memory.prolong(SignInMemory.Kind.CODE, "k", life)).isTrue();
    assertThat(memory.take(SignInMemory.Kind.CODE, "k")).contains("content");
    assertThat(memory.take(SignInMemory.Kind.CODE, "k")).isEmpty();
    assertThat(memory.put(SignInMemory.Kind.SEEN, "gone", "x", Duration.ZERO)).isTrue();
    assertThat(memory.get(SignInMemory.Kind.SEEN, "gone")).isEmpty();
  }
}

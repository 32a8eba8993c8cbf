package io.tessera.provisioning.internal.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.SignIn.Absent;
import io.tessera.provisioning.api.admin.SignIn.AttributeSync;
import io.tessera.provisioning.api.admin.SignIn.Authority;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.provisioning.api.federation.FederatedLinks;
import io.tessera.provisioning.api.federation.Link;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.SignedIn;
import io.tessera.provisioning.api.federation.Outcome.Why;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.AuditTrail;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningInTest {
  private static final List<ClaimMapping> CLAIMS =
      List.of(
          new ClaimMapping("login", "userName", ""),
          new ClaimMapping("family", "name.familyName", ""),
          new ClaimMapping("mail", "emails[type eq \"work\"].value", ""),
          new ClaimMapping("job", "title", "Staff"),
          new ClaimMapping(
              "dep", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", ""));

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

  static Jit jit(AttributeSync attributes, boolean clearsAbsent, Lookup... lookups) {
    return new Jit(
        true,
        Scheme.SILENT,
        "PRIMARY",
        "",
        attributes,
        GroupSync.MERGE,
        clearsAbsent,
        List.of(lookups),
        List.of(),
        false);
  }

  static Map<String, List<String>> claims(String... pairs) {
    Map<String, List<String>> claims = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      claims.computeIfAbsent(pairs[i], name -> new ArrayList<>()).add(pairs[i + 1]);
    }
    return claims;
  }

  private static Attributes named(String userName) {
    return Attributes.builder().put("userName", userName).build();
  }

  private void replace(Resource user, Attributes with) {
    world.provisioning.replace(
        World.ADMIN, ResourceType.USER, user.id(), with, Precondition.NONE, Set.of());
  }

  private IdentityProvider corp(AttributeSync sync, boolean clearsAbsent) {
    return world.provider("corp", jit(sync, clearsAbsent), CLAIMS);
  }

  @Test
  void whoever_arrives_first_gets_an_account_of_what_is_said() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);

    SignedIn in =
        world.enter(
            corp, "s1", claims("login", "ann", "family", "A", "mail", "a@corp.test", "dep", "D"));

    assertThat(in.created()).isTrue();
    assertThat(in.userName()).isEqualTo("ann");
    assertThat(in.change()).isPresent();
    Resource user = world.read(in.identity());
    assertThat(user.active()).isTrue();
    assertThat(user.attributes().complex("name").text("familyName")).contains("A");
    assertThat(user.attributes().text("title")).contains("Staff");
    assertThat(user.attributes().get("emails").orElseThrow())
        .isEqualTo(
            Value.many(
                List.of(
                    Value.complex(
                        Attributes.builder()
                            .put("type", "work")
                            .put("value", "a@corp.test")
                            .build()))));
    AuditTrail.Details made = world.changes(in.identity()).get(0);
    assertThat(made.entry().id()).isEqualTo(in.change().orElseThrow());
    assertThat(made.entry().origin().channel()).isEqualTo("FEDERATION");
    assertThat(made.decisions().text("because"))
        .contains("Account made at the sign-in through corp.");
  }

  @Test
  void a_second_sign_in_that_says_nothing_new_writes_nothing() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, true);
    Map<String, List<String>> said = claims("login", "ann", "family", "A", "mail", "a@corp.test");
    SignedIn first = world.enter(corp, "s1", said);

    SignedIn second = world.enter(corp, "s1", said);

    assertThat(second.identity()).isEqualTo(first.identity());
    assertThat(second.created()).isFalse();
    assertThat(second.change()).isEmpty();
    assertThat(world.read(first.identity()).version()).isEqualTo(1);
    assertThat(world.changes(first.identity())).hasSize(1);
  }

  @Test
  void changed_claims_are_one_change() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    SignedIn first = world.enter(corp, "s1", claims("login", "ann", "family", "A", "job", "X"));

    SignedIn second =
        world.enter(
            corp, "s1", claims("login", "other", "family", "B", "job", "Y", "mail", "b@corp.test"));

    Resource user = world.read(first.identity());
    assertThat(user.version()).isEqualTo(2);
    assertThat(user.attributes().complex("name").text("familyName")).contains("B");
    assertThat(user.attributes().text("title")).contains("Y");
    assertThat(user.name()).as("names are given once").isEqualTo("ann");
    assertThat(world.changes(first.identity()).get(0).entry().id())
        .isEqualTo(second.change().orElseThrow());
  }

  @Test
  void what_somebody_changed_here_is_preserved_and_what_is_empty_is_filled() {
    IdentityProvider corp = corp(AttributeSync.PRESERVE_LOCAL, false);
    Resource user =
        world.read(
            world.enter(corp, "s1", claims("login", "ann", "family", "A", "job", "X")).identity());
    replace(user, user.attributes().with("title", Value.text("Chief")));

    world.enter(
        corp, "s1", claims("login", "ann", "family", "B", "job", "Y", "mail", "b@corp.test"));

    Attributes now = world.read(user.id()).attributes();
    assertThat(now.text("title")).contains("Chief");
    assertThat(now.complex("name").text("familyName")).contains("B");
    assertThat(now.get("emails")).isPresent();
  }

  @Test
  void nothing_changes_where_nothing_shall() {
    IdentityProvider corp = corp(AttributeSync.NONE, true);
    SignedIn in = world.enter(corp, "s1", claims("login", "ann", "family", "A"));

    assertThat(world.enter(corp, "s1", claims("login", "ann", "family", "B")).change()).isEmpty();
    assertThat(world.read(in.identity()).attributes().complex("name").text("familyName"))
        .contains("A");
  }

  @Test
  void what_is_told_no_longer_is_kept_or_cleared_but_never_what_others_set() {
    List<ClaimMapping> mappings =
        List.of(
            new ClaimMapping("login", "userName", ""),
            new ClaimMapping("nick", "nickName", "", null, Absent.KEEP),
            new ClaimMapping("job", "title", ""),
            new ClaimMapping("lang", "preferredLanguage", ""));
    IdentityProvider corp = world.provider("corp", jit(AttributeSync.OVERRIDE_ALL, true), mappings);
    Resource user =
        world.read(
            world.enter(corp, "s1", claims("login", "ann", "nick", "N", "job", "X")).identity());
    replace(user, user.attributes().with("preferredLanguage", Value.text("fr")));

    world.enter(corp, "s1", claims("login", "ann"));

    Attributes now = world.read(user.id()).attributes();
    assertThat(now.text("nickName")).contains("N");
    assertThat(now.text("title")).isEmpty();
    assertThat(now.text("preferredLanguage")).contains("fr");
  }

  @Test
  void each_attribute_may_have_an_authority_of_its_own() {
    List<ClaimMapping> mappings =
        List.of(
            new ClaimMapping("login", "userName", ""),
            new ClaimMapping("job", "title", "", Authority.SCIM_CLIENT, null),
            new ClaimMapping("nick", "nickName", "", Authority.IDENTITY_PROVIDER, null),
            new ClaimMapping("lang", "preferredLanguage", "", Authority.LOCAL, null));
    IdentityProvider corp = world.provider("corp", jit(AttributeSync.NONE, false), mappings);
    Resource user =
        world.read(
            world
                .enter(corp, "s1", claims("login", "ann", "job", "X", "nick", "N", "lang", "de"))
                .identity());
    replace(
        user,
        user.attributes()
            .with("nickName", Value.text("mine"))
            .with("preferredLanguage", Value.text("fr")));

    world.enter(corp, "s1", claims("login", "ann", "job", "Y", "nick", "M", "lang", "en"));

    Attributes now = world.read(user.id()).attributes();
    assertThat(now.text("title")).contains("X");
    assertThat(now.text("nickName")).contains("M");
    assertThat(now.text("preferredLanguage")).contains("fr");
  }

  @Test
  void an_account_that_is_not_active_is_refused_and_stays_so() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    Resource user = world.read(world.enter(corp, "s1", claims("login", "ann")).identity());
    replace(user, user.attributes().with("active", Value.bool(false)));

    Outcome outcome = world.arrive(corp, "s1", claims("login", "ann", "family", "new"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Why.ACCOUNT_DISABLED));
    assertThat(world.read(user.id()).active()).isFalse();
    assertThat(world.read(user.id()).attributes().complex("name").isEmpty()).isTrue();
  }

  @Test
  void a_disabled_provider_is_refused_to_those_it_knows_and_to_others() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    world.enter(corp, "s1", claims("login", "ann"));
    world.with(corp, false, corp.signIn().jit());

    for (String subject : List.of("s1", "s2")) {
      assertThat(why(world.arrive(corp, subject, claims("login", "x"))))
          .isEqualTo(Why.PROVIDER_DISABLED);
    }
    assertThat(world.signingIn.choices()).isEmpty();
    assertThat(world.signingIn.meant("corp")).isEmpty();
  }

  @Test
  void without_jit_only_those_who_are_linked_are_let_in_and_nothing_changes() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    SignedIn in = world.enter(corp, "s1", claims("login", "ann", "family", "A"));
    Jit off = Jit.DEFAULT;
    world.with(corp, true, off);

    assertThat(world.enter(corp, "s1", claims("family", "B")).change()).isEmpty();
    assertThat(world.read(in.identity()).version()).isEqualTo(1);
    assertThat(why(world.arrive(corp, "s2", claims("login", "bea")))).isEqualTo(Why.NO_ACCOUNT);
  }

  @Test
  void a_name_that_is_taken_is_never_taken_over_silently() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    Resource there = world.user(named("ann"));

    Outcome outcome = world.arrive(corp, "s1", claims("login", "ANN", "family", "A"));

    assertThat(why(outcome)).isEqualTo(Why.NAME_TAKEN);
    assertThat(world.links.of(World.ADMIN, there.id())).isEmpty();
    assertThat(world.read(there.id()).version()).isEqualTo(1);
  }

  @Test
  void the_same_address_at_another_provider_is_another_person_and_the_record_says_so() {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    IdentityProvider other =
        world.provider("other", jit(AttributeSync.OVERRIDE_ALL, false), CLAIMS);
    SignedIn one = world.enter(corp, "s1", claims("login", "ann", "mail", "a@corp.test"));

    SignedIn two = world.enter(other, "s1", claims("login", "ann2", "mail", "A@corp.test"));

    assertThat(two.identity()).isNotEqualTo(one.identity());
    assertThat(world.changes(two.identity()).get(0).decisions().text("because").orElseThrow())
        .contains("same e-mail address");
  }

  @Test
  void an_account_is_found_by_a_key_that_never_changes() {
    IdentityProvider corp =
        world.provider(
            "corp",
            jit(
                AttributeSync.PRESERVE_LOCAL,
                false,
                new Lookup(
                    "no",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber")),
            CLAIMS);
    Resource there =
        world.user(
            named("a.n")
                .with(
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                    Value.complex(Attributes.builder().put("employeeNumber", "7").build())));

    SignedIn in = world.enter(corp, "s1", claims("login", "ann", "no", "7", "family", "A"));

    assertThat(in.identity()).isEqualTo(there.id());
    assertThat(in.created()).isFalse();
    assertThat(world.read(there.id()).attributes().complex("name").text("familyName"))
        .contains("A");
    assertThat(why(world.arrive(corp, "s2", claims("login", "bea", "no", "7"))))
        .as("another subject with the same key")
        .isEqualTo(Why.NAME_TAKEN);
  }

  @Test
  void a_link_a_sign_in_makes_is_recorded_once_also_when_nothing_else_changes() {
    IdentityProvider corp =
        world.provider(
            "corp",
            jit(AttributeSync.NONE, false, new Lookup("login", "userName")),
            List.of(new ClaimMapping("login", "userName", "")));
    Resource there = world.user(named("ann"));

    world.enter(corp, "s1", claims("login", "ann"));
    world.enter(corp, "s1", claims("login", "ann"));

    assertThat(world.changes(there.id())).as("of the user itself").hasSize(1);
    Link link = world.links.of(World.ADMIN, there.id()).get(0);
    assertThat(world.deeds("federated-link", link.id()))
        .singleElement()
        .satisfies(
            deed -> {
              assertThat(deed.origin().channel()).isEqualTo("FEDERATION");
              assertThat(deed.facts().text("name")).contains("corp");
              assertThat(deed.facts().text("resource")).contains(there.id().toString());
              assertThat(deed.facts().toString()).doesNotContain("s1");
            });
  }

  @Test
  void lookups_that_find_two_find_nobody() {
    IdentityProvider corp =
        world.provider(
            "corp",
            jit(
                AttributeSync.PRESERVE_LOCAL,
                false,
                new Lookup(
                    "no",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber")),
            CLAIMS);
    for (String name : List.of("one", "two")) {
      world.user(
          named(name)
              .with(
                  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                  Value.complex(Attributes.builder().put("employeeNumber", "7").build())));
    }

    assertThat(why(world.arrive(corp, "s1", claims("login", "ann", "no", "7"))))
        .isEqualTo(Why.CLAIMS);
  }

  @Test
  void an_administrators_link_lets_somebody_in() {
    IdentityProvider corp = corp(AttributeSync.NONE, false);
    Resource there = world.user(named("ann"));
    Link link =
        world.links.make(World.ADMIN, new FederatedLinks.Draft("corp", "", "s1", there.id()));

    assertThat(world.enter(corp, "s1", claims("login", "ann")).identity()).isEqualTo(there.id());
    assertThat(world.signingIn.links(World.ADMIN, "PRIMARY", "ANN"))
        .extracting(Link::id)
        .containsExactly(link.id());
    world.links.remove(World.ADMIN, link.id());
    assertThat(why(world.arrive(corp, "s1", claims("login", "ann")))).isEqualTo(Why.NAME_TAKEN);
  }

  @Test
  void links_go_with_the_identity() {
    IdentityProvider corp = corp(AttributeSync.NONE, false);
    SignedIn first = world.enter(corp, "s1", claims("login", "ann"));
    world.provisioning.delete(World.ADMIN, ResourceType.USER, first.identity(), Precondition.NONE);

    SignedIn again = world.enter(corp, "s1", claims("login", "ann"));

    assertThat(again.created()).isTrue();
    assertThat(again.identity()).isNotEqualTo(first.identity());
  }

  @Test
  void of_those_who_arrive_at_once_as_one_subject_there_is_one_account() throws Exception {
    IdentityProvider corp = corp(AttributeSync.OVERRIDE_ALL, false);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<SignedIn>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(
            threads.submit(() -> world.enter(corp, "s1", claims("login", "ann", "family", "A"))));
      }
      List<SignedIn> in = new ArrayList<>();
      for (Future<SignedIn> one : all) {
        in.add(one.get(30, TimeUnit.SECONDS));
      }
      assertThat(in).extracting(SignedIn::identity).containsOnly(in.get(0).identity());
      assertThat(in).filteredOn(SignedIn::created).hasSize(1);
      assertThat(world.changes(in.get(0).identity())).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void why_somebody_was_refused_is_found_by_the_id_they_were_shown() {
    IdentityProvider corp = corp(AttributeSync.NONE, false);
    world.signingIn.refused(corp, "The token is too old.", "id-1");

    assertThat(world.links.refused("id-1"))
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.identityProvider()).isEqualTo("corp");
              assertThat(refused.reason()).isEqualTo("The token is too old.");
            });
    assertThat(world.links.refused("id-2")).isEmpty();
  }

  static Why why(Outcome outcome) {
    return ((Outcome.Refused) outcome).why();
  }
}

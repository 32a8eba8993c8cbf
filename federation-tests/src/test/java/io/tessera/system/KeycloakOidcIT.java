package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.crypto.Secret;
import io.tessera.federation.oidc.internal.OpenIdConnect;
import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of one person at Keycloak, over OpenID Connect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakOidcIT {
  private static final URI CALLBACK = URI.create("https://tessera.example.com/login/return");
  private static final URI SIGNED_OUT = URI.create("https://tessera.example.com/login");
  private static final String STATE = "0123456789abcdef0123456789abcdef";

  private final Realm realm = new Realm(CALLBACK.toString(), SIGNED_OUT.toString());
  private final UUID provider = UUID.randomUUID();
  private final SignInProtocol protocol = protocol();
  private Keycloak keycloak;
  private KeycloakAdmin admin;

  @BeforeAll
  void start() throws Exception {
    keycloak = Keycloak.start(realm.document());
    admin = new KeycloakAdmin(keycloak);
  }

  @AfterAll
  void stop() {
    keycloak.close();
  }

  private static SignInProtocol protocol() {
    return new OpenIdConnect(
        new OpenIdConnect.Config() {
          @Override
          public String[] localHosts() {
            return new String[] {"127.0.0.1"};
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return OpenIdConnect.Config.class;
          }
        });
  }

  private Party party(boolean readsUserInfo) {
    SignIn.Oidc oidc =
        new SignIn.Oidc(
            keycloak.issuer(),
            Realm.CLIENT,
            "",
            "",
            "",
            "",
            List.of("profile", "email"),
            Set.of(),
            readsUserInfo);
    SignIn signIn =
        new SignIn(
            SignIn.Protocol.OIDC, oidc, SignIn.Saml.NONE, List.of(), true, SignIn.Jit.DEFAULT);
    return new Party(
        new IdentityProvider(
            provider,
            "keycloak",
            "Keycloak",
            "",
            true,
            IdentityProvider.Trust.NONE,
            IdentityProvider.Mappings.NONE,
            IdentityProvider.Accounts.DEFAULT,
            signIn,
            true,
            readsUserInfo ? 2 : 1),
        Optional.of(new Secret(realm.clientSecret)),
        CALLBACK,
        "https://tessera.example.com");
  }

  private Assertion signIn(Browser browser, Party party) throws Exception {
    Departure departure = protocol.depart(party, STATE);
    Browser.Arrival arrival = browser.visit(departure.address());
    if (arrival.asksForPassword()) {
      arrival = browser.fill(arrival, Map.of("username", Realm.PERSON, "password", realm.password));
    }
    assertThat(arrival.place()).as(arrival.title()).isPresent();
    assertThat(arrival.parameters()).containsEntry("state", List.of(STATE));
    return protocol.arrive(party, departure.remembered(), arrival.parameters());
  }

  /** New keys are looked for at most every five seconds; until then the sign-in is refused. */
  private Assertion eventually(Browser browser) throws Exception {
    Instant deadline = Instant.now().plusSeconds(30);
    while (true) {
      try {
        return signIn(browser, party(false));
      } catch (RefusedSignInException notYet) {
        assertThat(notYet).hasMessageContaining("No key of the provider");
        assertThat(Instant.now()).isBefore(deadline);
      }
    }
  }

  @Test
  void a_person_signs_in_again_with_other_claims_and_another_key_and_signs_out() throws Exception {
    Browser browser = new Browser(keycloak.base());
    Assertion first = signIn(browser, party(false));
    assertThat(first.issuer()).isEqualTo(keycloak.issuer());
    assertThat(first.subject()).isEqualTo(admin.id(Realm.PERSON));
    assertThat(first.claims())
        .containsEntry("preferred_username", List.of(Realm.PERSON))
        .containsEntry("email", List.of("alice@example.org"))
        .containsEntry("email_verified", List.of("true"))
        .containsEntry("given_name", List.of("Alice"))
        .containsEntry("groups", List.of("staff"))
        .containsEntry("realm_access.roles", List.of("author"))
        .doesNotContainKeys("nonce", "aud", "exp", "sid");

    admin.change(
        Realm.PERSON,
        Map.of(
            "email",
            "alice@example.org",
            "emailVerified",
            true,
            "firstName",
            "Alicia",
            "lastName",
            "Example"));
    admin.join(Realm.PERSON, "berlin");
    admin.leave(Realm.PERSON, "staff");
    Assertion second = signIn(browser, party(true));
    assertThat(second.subject()).isEqualTo(first.subject());
    assertThat(second.claims())
        .containsEntry("given_name", List.of("Alicia"))
        .containsEntry("groups", List.of("berlin"));
    assertThat(second.authenticated()).isEqualTo(first.authenticated());

    admin.rotateKeys();
    Assertion third = eventually(browser);
    assertThat(third.subject()).isEqualTo(first.subject());

    assertThat(admin.sessions(Realm.PERSON)).isEqualTo(1);
    Departure departure = protocol.signOut(party(false), third, SIGNED_OUT).orElseThrow();
    assertThat(browser.visit(departure.address()).place()).contains(SIGNED_OUT);
    assertThat(admin.sessions(Realm.PERSON)).isZero();
    assertThat(browser.visit(protocol.depart(party(false), STATE).address()).asksForPassword())
        .isTrue();
  }

  @Test
  void who_is_disabled_there_or_has_a_wrong_password_does_not_come_back() throws Exception {
    Browser browser = new Browser(keycloak.base());
    Browser.Arrival form = browser.visit(protocol.depart(party(false), STATE).address());
    Browser.Arrival wrong =
        browser.fill(form, Map.of("username", Realm.PERSON, "password", "wrong"));
    assertThat(wrong.place()).isEmpty();

    admin.change(Realm.PERSON, Map.of("enabled", false));
    Browser.Arrival disabled =
        browser.fill(wrong, Map.of("username", Realm.PERSON, "password", realm.password));
    assertThat(disabled.place()).isEmpty();
    assertThat(disabled.page()).contains("Account is disabled");

    admin.change(Realm.PERSON, Map.of("enabled", true));
    assertThat(signIn(browser, party(false)).subject()).isEqualTo(admin.id(Realm.PERSON));
  }
}

package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.internal.SamlMetadata;
import io.tessera.federation.saml.internal.SamlSignIn;
import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.spi.PartyMetadata.Described;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of one person at Keycloak, over SAML. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakSamlIT {
  private static final String HOME = "https://tessera.example.com/login";
  private static final URI CALLBACK = URI.create(HOME + "/keycloak/callback");
  private static final URI SIGNED_OUT = URI.create(HOME);
  private static final String ENTITY_ID = HOME + "/keycloak/metadata";
  private static final String STATE = "0123456789abcdef0123456789abcdef";

  private final Realm realm =
      new Realm(CALLBACK.toString(), SIGNED_OUT.toString())
          .with(new SamlClient(ENTITY_ID, CALLBACK.toString(), SIGNED_OUT.toString()));
  private final UUID provider = UUID.randomUUID();
  private final SamlSignIn saml = new SamlSignIn();
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

  /** As it describes itself now. */
  private Party party() throws Exception {
    URI descriptor = URI.create(keycloak.issuer() + "/protocol/saml/descriptor");
    byte[] metadata =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(descriptor).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body();
    Described described = new SamlMetadata().read(metadata);
    SignIn signIn =
        new SignIn(
            SignIn.Protocol.SAML,
            SignIn.Oidc.NONE,
            described.saml(),
            List.of(),
            true,
            SignIn.Jit.DEFAULT);
    return new Party(
        new IdentityProvider(
            provider,
            "keycloak",
            "Keycloak",
            "",
            true,
            new IdentityProvider.Trust("", "", described.certificates(), ""),
            IdentityProvider.Mappings.NONE,
            IdentityProvider.Accounts.DEFAULT,
            signIn,
            false,
            1),
        Optional.empty(),
        CALLBACK,
        ENTITY_ID);
  }

  private Assertion signIn(Browser browser, Party party) throws Exception {
    Departure departure = saml.depart(party, STATE);
    Browser.Arrival arrival = browser.visit(departure.address());
    if (arrival.asksForPassword()) {
      arrival = browser.fill(arrival, Map.of("username", Realm.PERSON, "password", realm.password));
    }
    assertThat(arrival.fields().get("RelayState")).as(arrival.page()).isEqualTo(STATE);
    return saml.arrive(
        party,
        departure.remembered(),
        Map.of("SAMLResponse", List.of(arrival.fields().get("SAMLResponse"))));
  }

  @Test
  void a_person_signs_in_again_with_other_claims_and_another_key_and_signs_out() throws Exception {
    Browser browser = new Browser(keycloak.base());
    Party party = party();
    Assertion first = signIn(browser, party);
    assertThat(first.issuer()).isEqualTo(keycloak.issuer());
    assertThat(first.claims())
        .containsEntry("email", List.of("alice@example.org"))
        .containsEntry("groups", List.of("staff"))
        .containsEntry("NameID", List.of(first.subject()));
    assertThat(first.claims().get("Role")).contains("author");

    admin.join(Realm.PERSON, "berlin");
    Assertion second = signIn(browser, party);
    assertThat(second.subject()).isEqualTo(first.subject());
    assertThat(second.claims().get("groups")).containsExactlyInAnyOrder("staff", "berlin");

    admin.rotateKeys();
    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> signIn(browser, party))
        .withMessageContaining("fits none of the configured certificates");
    Assertion third = signIn(browser, party());
    assertThat(third.subject()).isEqualTo(first.subject());

    assertThat(admin.sessions(Realm.PERSON)).isEqualTo(1);
    browser.visit(saml.signOut(party(), third, SIGNED_OUT).orElseThrow().address());
    assertThat(admin.sessions(Realm.PERSON)).isZero();
    assertThat(browser.visit(saml.depart(party(), STATE).address()).asksForPassword()).isTrue();
  }
}

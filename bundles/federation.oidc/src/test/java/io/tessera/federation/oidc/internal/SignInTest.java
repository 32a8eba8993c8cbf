package io.tessera.federation.oidc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.federation.oidc.EndpointFault;
import io.tessera.federation.oidc.OpenIdProvider;
import io.tessera.federation.oidc.SigningKey;
import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.jose.Outside;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
  private static final String STATE = "0123456789abcdef0123456789abcdef";

  private static final Outside OUTSIDE = new Outside("127.0.0.1");

  private static SigningKey key;

  private final AtomicLong nanos = new AtomicLong();
  private final String secret = UUID.randomUUID() + " :+%/ü";
  private final SignInProtocol protocol = new OpenIdConnect(OUTSIDE, Clock.systemUTC(), nanos::get);
  private OpenIdProvider provider;
  private Parties parties;

  @BeforeAll
  static void makeKey() {
    key = SigningKey.make("k1", "RS256");
  }

  @BeforeEach
  void start() throws Exception {
    provider = OpenIdProvider.start(key);
    provider.client(
        Parties.CLIENT, secret, "client_secret_basic", Parties.CALLBACK, Parties.SIGNED_OUT);
    parties = Parties.of(provider.issuer(), secret);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Assertion signIn(Parties configured) throws Exception {
    Departure departure = protocol.depart(configured.party(), STATE);
    Map<String, List<String>> back = provider.visit(departure.address());
    assertThat(back.get("state")).containsExactly(STATE);
    return protocol.arrive(configured.party(), departure.remembered(), back);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void it_says_what_it_speaks() {
    assertThat(protocol.name()).isEqualTo(SignIn.Protocol.OIDC);
    assertThat(protocol.metadata(parties.party())).isEmpty();
  }

  @Test
  void who_signs_in_there_arrives_here_with_what_the_provider_says() throws Exception {
    provider.person(
        Map.of(
            "sub",
            "7b1c",
            "name",
            "Alice",
            "email_verified",
            true,
            "level",
            3,
            "groups",
            List.of("staff", "berlin"),
            "realm_access",
            Map.of("roles", List.of("author"))));

    Assertion assertion = signIn(parties);

    assertThat(assertion.identityProvider()).isEqualTo(parties.id());
    assertThat(assertion.issuer()).isEqualTo(provider.issuer());
    assertThat(assertion.subject()).isEqualTo("7b1c");
    assertThat(assertion.claims())
        .containsOnly(
            Map.entry("sub", List.of("7b1c")),
            Map.entry("name", List.of("Alice")),
            Map.entry("email_verified", List.of("true")),
            Map.entry("level", List.of("3")),
            Map.entry("groups", List.of("staff", "berlin")),
            Map.entry("realm_access.roles", List.of("author")));
    assertThat(assertion.authenticated())
        .isBetween(Instant.now().minusSeconds(90), Instant.now().minusSeconds(30));
  }

  @Test
  void the_request_is_bound_to_this_sign_in_and_shows_nothing_secret() throws Exception {
    Departure one = protocol.depart(parties.asking("profile", "email").party(), STATE);
    Departure other = protocol.depart(parties.party(), STATE);

    assertThat(one.address().toString())
        .startsWith(provider.issuer() + "/authorize?response_type=code&client_id=tessera&")
        .contains("&scope=openid+profile+email&", "&state=" + STATE + "&", "_method=S256")
        .doesNotContain(one.remembered().get("verifier"))
        .doesNotContain(secret);
    assertThat(one.remembered()).containsOnlyKeys("nonce", "verifier");
    assertThat(one.remembered().values()).doesNotContainAnyElementsOf(other.remembered().values());
    assertThat(one.remembered().values()).allMatch(value -> value.length() == 43);
  }

  @Test
  void an_authorization_endpoint_keeps_the_parameters_it_has() throws Exception {
    Parties byHand =
        parties.byHand(
            provider.issuer() + "/authorize?tenant=1",
            provider.issuer() + "/token",
            provider.issuer() + "/keys");

    assertThat(protocol.depart(byHand.party(), STATE).address().toString())
        .startsWith(provider.issuer() + "/authorize?tenant=1&response_type=code&");
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post"})
  void we_prove_ourselves_as_the_provider_announces(String way) throws Exception {
    provider.client(Parties.CLIENT, secret, way, Parties.CALLBACK);

    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @Test
  void a_public_client_proves_itself_by_pkce_alone() throws Exception {
    provider.client(Parties.CLIENT, "", "none", Parties.CALLBACK);

    assertThat(signIn(Parties.of(provider.issuer(), "")).subject()).isEqualTo("alice");
  }

  @Test
  void a_way_to_prove_ourselves_that_we_do_not_know_is_a_matter_of_configuration() {
    provider.client(Parties.CLIENT, secret, "private_key_jwt", Parties.CALLBACK);

    assertThatThrownBy(() -> signIn(parties))
        .isInstanceOfSatisfying(
            RefusedSignInException.class,
            refused ->
                assertThat(refused.fault()).isEqualTo(RefusedSignInException.Fault.CONFIGURATION));
  }

  @Test
  void a_wrong_secret_is_a_matter_of_configuration_and_is_not_told() {
    assertThatThrownBy(() -> signIn(parties.withSecret("wrong-secret")))
        .hasMessageContaining("invalid_client")
        .hasMessageNotContaining("wrong-secret");
  }

  @Test
  void addresses_given_by_hand_need_no_discovery() throws Exception {
    Parties byHand =
        parties.byHand(
            provider.issuer() + "/authorize",
            provider.issuer() + "/token",
            provider.issuer() + "/keys");

    assertThat(signIn(byHand).subject()).isEqualTo("alice");
    assertThat(provider.asked("/.well-known/openid-configuration")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256"})
  void each_usual_algorithm_is_taken(String algorithm) throws Exception {
    provider.keys(SigningKey.make("k", algorithm));

    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @Test
  void others_are_taken_when_the_operator_says_so_and_the_usual_ones_then_are_not()
      throws Exception {
    provider.keys(SigningKey.make("k", "RS512"));

    assertThat(signIn(parties.taking("RS512")).subject()).isEqualTo("alice");
    assertThatThrownBy(() -> signIn(parties)).hasMessageContaining("algorithm");
    assertThatThrownBy(() -> signIn(parties.taking("ES256"))).hasMessageContaining("algorithm");
    assertThatThrownBy(() -> signIn(parties.taking("HS256"))).hasMessageContaining("algorithm");
  }

  @Test
  void the_key_that_was_used_is_found_among_several_and_without_a_name() throws Exception {
    provider.keys(
        SigningKey.make("new", "RS256"),
        SigningKey.make("old", "RS256"),
        SigningKey.make("ec", "ES256"));

    assertThat(signIn(parties).subject()).isEqualTo("alice");
    provider.withoutKeyIds();
    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @Test
  void documents_are_fetched_once_for_many_sign_ins() throws Exception {
    for (int i = 0; i < 5; i++) {
      signIn(parties);
    }

    assertThat(provider.asked("/.well-known/openid-configuration")).isEqualTo(1);
    assertThat(provider.asked("/keys")).isEqualTo(1);
  }

  @Test
  void a_key_that_is_new_is_fetched_but_nobody_can_make_us_fetch_all_the_time() throws Exception {
    signIn(parties);
    provider.rotate();
    later(Duration.ofSeconds(6));

    assertThat(signIn(parties).subject()).isEqualTo("alice");
    assertThat(provider.asked("/keys")).isEqualTo(2);

    provider.rotate();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> signIn(parties)).hasMessageContaining("No key of the provider");
    }
    assertThat(provider.asked("/keys")).isEqualTo(2);

    later(Duration.ofSeconds(6));
    assertThat(signIn(parties).subject()).isEqualTo("alice");
    assertThat(provider.asked("/keys")).isEqualTo(3);
  }

  @Test
  void a_new_key_is_found_even_when_nothing_names_it() throws Exception {
    provider.withoutKeyIds();
    signIn(parties);
    provider.rotate();
    later(Duration.ofSeconds(6));

    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @Test
  void who_is_away_for_a_while_is_known_for_an_hour() throws Exception {
    signIn(parties);
    provider.fault(EndpointFault.DISCOVERY_BROKEN, EndpointFault.KEYS_BROKEN);
    later(Duration.ofMinutes(59));
    assertThat(signIn(parties).subject()).isEqualTo("alice");

    later(Duration.ofMinutes(2));
    assertThatThrownBy(() -> signIn(parties)).hasMessageContaining("status 500");

    provider.repair();
    later(Duration.ofSeconds(6));
    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @Test
  void who_is_changed_in_the_configuration_is_asked_anew() throws Exception {
    signIn(parties);
    signIn(parties.asking("email"));

    assertThat(provider.asked("/.well-known/openid-configuration")).isEqualTo(2);
  }

  @Test
  void claims_of_the_userinfo_endpoint_are_added_and_those_that_are_signed_go_first()
      throws Exception {
    provider.person(Map.of("sub", "7b1c", "name", "Alice"));
    provider.userInfo(Map.of("name", "Mallory", "locale", "de", "aud", "x"));

    assertThat(signIn(parties.readingUserInfo()).claims())
        .containsOnly(
            Map.entry("sub", List.of("7b1c")),
            Map.entry("name", List.of("Alice")),
            Map.entry("locale", List.of("de")));
    assertThat(signIn(parties).claims()).doesNotContainKey("locale");
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, DENIED",
    "login_required, DENIED",
    "consent_required, DENIED",
    "server_error, UNREACHABLE",
    "temporarily_unavailable, UNREACHABLE",
    "invalid_scope, CONFIGURATION",
    "unauthorized_client, CONFIGURATION",
    "<script>, CONFIGURATION"
  })
  void an_error_in_the_place_of_a_code_says_whose_fault_it_is(
      String error, RefusedSignInException.Fault fault) {
    provider.deny(error);

    assertThatThrownBy(() -> signIn(parties))
        .hasMessageNotContaining("script")
        .isInstanceOfSatisfying(
            RefusedSignInException.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }

  @Test
  void a_code_is_taken_once_and_only_with_what_was_remembered() throws Exception {
    Departure departure = protocol.depart(parties.party(), STATE);
    Departure other = protocol.depart(parties.party(), STATE);
    Map<String, List<String>> back = provider.visit(departure.address());

    assertThatThrownBy(() -> protocol.arrive(parties.party(), Map.of(), back))
        .hasMessageContaining("no sign-in that this answers");
    assertThatThrownBy(() -> protocol.arrive(parties.party(), other.remembered(), back))
        .hasMessageContaining("does not take the code");
    assertThatThrownBy(() -> protocol.arrive(parties.party(), departure.remembered(), back))
        .hasMessageContaining("does not take the code");
  }

  @Test
  void a_nonce_of_another_sign_in_is_refused_even_with_the_right_verifier() throws Exception {
    Departure departure = protocol.depart(parties.party(), STATE);
    Map<String, List<String>> back = provider.visit(departure.address());
    Map<String, String> mixed = new HashMap<>(departure.remembered());
    mixed.put("nonce", protocol.depart(parties.party(), STATE).remembered().get("nonce"));

    assertThatThrownBy(() -> protocol.arrive(parties.party(), mixed, back))
        .hasMessageContaining("nonce");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "iss", "error"})
  void what_comes_twice_is_refused(String name) throws Exception {
    Departure departure = protocol.depart(parties.party(), STATE);
    Map<String, List<String>> back = new HashMap<>(provider.visit(departure.address()));
    List<String> twice = new ArrayList<>(back.getOrDefault(name, List.of("x")));
    twice.add("x");
    back.put(name, twice);

    assertThatThrownBy(() -> protocol.arrive(parties.party(), departure.remembered(), back))
        .hasMessageContaining("twice");
    assertThat(provider.asked("/token")).isZero();
  }

  @Test
  void a_code_that_is_too_long_is_not_even_shown_to_the_provider() throws Exception {
    Departure departure = protocol.depart(parties.party(), STATE);
    Map<String, List<String>> back = new HashMap<>(provider.visit(departure.address()));
    back.put("code", List.of("x".repeat(5000)));

    assertThatThrownBy(() -> protocol.arrive(parties.party(), departure.remembered(), back))
        .hasMessageContaining("too long");
    assertThat(provider.asked("/token")).isZero();
  }

  @Test
  void signing_out_goes_there_with_proof_of_the_session_and_comes_back() throws Exception {
    Assertion assertion = signIn(parties);

    Departure departure =
        protocol.signOut(parties.party(), assertion, Parties.SIGNED_OUT).orElseThrow();

    assertThat(departure.address().toString())
        .startsWith(provider.issuer() + "/logout?client_id=tessera&id_token_hint=ey")
        .endsWith("&post_logout_redirect_uri=https%3A%2F%2Ftessera.example.com%2Flogin");
    assertThat(provider.visit(departure.address())).isEmpty();
    assertThat(provider.signedOut()).isEqualTo(1);
  }

  @Test
  void nobody_is_kept_from_signing_out_here_by_a_provider_that_is_away() throws Exception {
    Assertion assertion = signIn(parties);
    Parties gone = parties.withIssuer("http://127.0.0.1:1");

    assertThat(protocol.signOut(gone.party(), assertion, Parties.SIGNED_OUT)).isEmpty();
  }

  @Test
  void a_long_token_is_no_hint() throws Exception {
    provider.person(Map.of("sub", "alice", "bio", "x".repeat(5000)));

    assertThat(signIn(parties).session()).isEmpty();
  }

  @Test
  void settings_that_are_missing_are_told() {
    assertThatThrownBy(() -> protocol.depart(parties.withIssuer("").party(), STATE))
        .hasMessageContaining("no issuer");
    assertThatThrownBy(() -> protocol.depart(parties.withClient("").party(), STATE))
        .hasMessageContaining("no client id");
    assertThatThrownBy(() -> protocol.depart(parties.withIssuer("https://[").party(), STATE))
        .hasMessageContaining("address that is configured");
  }

  @Test
  void the_provider_is_asked_without_tls_or_on_this_machine_only_when_it_is_listed() {
    SignInProtocol careful = new OpenIdConnect(new Outside(), Clock.systemUTC(), nanos::get);

    for (String issuer :
        List.of(
            provider.issuer(),
            "https://localhost",
            "https://[::1]",
            "https://169.254.169.254",
            "file:///etc/passwd")) {
      assertThatThrownBy(() -> careful.depart(parties.withIssuer(issuer).party(), STATE))
          .as(issuer)
          .isInstanceOfSatisfying(
              RefusedSignInException.class,
              refused ->
                  assertThat(refused.fault()).isEqualTo(RefusedSignInException.Fault.UNREACHABLE));
    }
  }

  @Test
  void redirect_uris_with_parameters_come_back_as_they_are() throws Exception {
    URI callback = URI.create("https://tessera.example.com/login/return?via=a%20b");
    provider.client(Parties.CLIENT, secret, "client_secret_basic", callback);

    assertThat(signIn(parties.comingBackTo(callback)).subject()).isEqualTo("alice");
  }
}

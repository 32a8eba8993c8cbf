package io.tessera.federation.oidc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.federation.oidc.OpenIdProvider;
import io.tessera.federation.oidc.SigningKey;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol.Verified;
import io.tessera.jose.Outside;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that others bring, who have done the sign-in themselves. */
class BroughtTokenTest {
  private static final Map<String, Object> PERSON = Map.of("sub", "7b1c", "name", "Alice");

  private static final Outside OUTSIDE = new Outside("127.0.0.1");

  private static OpenIdProvider provider;

  private final OpenIdConnect protocol = at(Duration.ZERO);
  private Parties parties;

  /** A clock that goes fast. */
  private static OpenIdConnect at(Duration ahead) {
    return new OpenIdConnect(OUTSIDE, Clock.offset(Clock.systemUTC(), ahead), System::nanoTime);
  }

  @BeforeAll
  static void start() throws Exception {
    provider = OpenIdProvider.start(SigningKey.make("k1", "RS256"));
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  @BeforeEach
  void configure() {
    provider.repair();
    provider.client(
        Parties.CLIENT, UUID.randomUUID().toString(), "client_secret_basic", Parties.CALLBACK);
    parties = Parties.of(provider.issuer(), "");
  }

  private Verified verified(Parties configured, String audience) throws Exception {
    return protocol.verify(configured.party(), provider.token(audience, PERSON));
  }

  private static Map<String, Object> and(String claim, Object value) {
    Map<String, Object> claims = new HashMap<>(PERSON);
    claims.put(claim, value);
    return claims;
  }

  @Test
  void they_say_who_it_is_and_until_when_they_can_be_brought_again() throws Exception {
    Verified verified = verified(parties, Parties.CLIENT);

    assertThat(verified.assertion().subject()).isEqualTo("7b1c");
    assertThat(verified.assertion().claims()).containsEntry("name", List.of("Alice"));
    assertThat(verified.expires())
        .isBetween(Instant.now().plusSeconds(400), Instant.now().plusSeconds(421));
  }

  @Test
  void they_are_for_us_by_alias_entity_id_or_client_id() throws Exception {
    Parties named = parties.with(new IdentityProvider.Trust("", "our-alias", List.of(), ""));

    for (String audience : List.of("our-alias", Parties.ENTITY, Parties.CLIENT)) {
      assertThat(verified(named, audience).assertion().subject()).isEqualTo("7b1c");
    }
    assertThatThrownBy(() -> verified(parties, "our-alias")).hasMessageContaining("audience");
    assertThatThrownBy(() -> verified(parties, "")).hasMessageContaining("audience");
  }

  @Test
  void the_answer_to_a_sign_in_of_our_own_cannot_be_brought_as_well() {
    String ours = provider.token(Parties.CLIENT, and("nonce", "n"));
    String theirs = provider.token(Parties.ENTITY, and("nonce", "n"));

    assertThatThrownBy(() -> protocol.verify(parties.party(), ours))
        .hasMessageContaining("audience");
    assertThatCode(() -> protocol.verify(parties.party(), theirs)).doesNotThrowAnyException();

    Parties sameName = parties.with(new IdentityProvider.Trust("", Parties.CLIENT, List.of(), ""));
    assertThatThrownBy(() -> protocol.verify(sameName.party(), ours))
        .hasMessageContaining("audience");
  }

  @ParameterizedTest
  @CsvSource({"scope, openid profile", "scp, User.Read", "token_use, access"})
  void what_allows_something_is_an_access_token(String claim, String value) {
    String token = provider.token(Parties.CLIENT, and(claim, value));

    assertThatThrownBy(() -> protocol.verify(parties.party(), token))
        .hasMessageContaining("access token");
  }

  @Test
  void a_provider_that_is_switched_to_another_protocol_vouches_for_nobody_by_this_one() {
    Parties switched = parties.speaking(SignIn.Protocol.SAML);

    assertThatThrownBy(() -> verified(switched, Parties.CLIENT))
        .hasMessageContaining("by OpenID Connect");
    assertThatThrownBy(() -> protocol.depart(switched.party(), "s"))
        .hasMessageContaining("by OpenID Connect");
    assertThatThrownBy(() -> protocol.arrive(switched.party(), Map.of(), Map.of()))
        .hasMessageContaining("by OpenID Connect");
  }

  @Test
  void one_of_several_audiences_is_enough_whoever_asked_for_them() throws Exception {
    Map<String, Object> claims = and("aud", List.of("portal", Parties.CLIENT));
    claims.put("azp", "portal");

    assertThat(protocol.verify(parties.party(), provider.token("x", claims)).assertion().subject())
        .isEqualTo("7b1c");
  }

  @Test
  void each_has_a_name_that_is_the_same_whenever_it_is_brought() throws Exception {
    String first = provider.token(Parties.CLIENT, and("name", "one"));
    String second = provider.token(Parties.CLIENT, and("name", "two"));
    String named = provider.token(Parties.CLIENT, and("jti", "1"));
    String otherWithThatName = provider.token(Parties.CLIENT, Map.of("sub", "bob", "jti", "1"));

    assertThat(id(first)).isEqualTo(id(first)).isNotEqualTo(id(second)).hasSize(43);
    assertThat(id(named)).isEqualTo(id(otherWithThatName)).isNotEqualTo(id(first));
    assertThat(id(provider.token(Parties.CLIENT, and("jti", "x".repeat(300))))).hasSize(43);
  }

  @Test
  void the_name_does_not_change_with_another_signature_of_the_same_text() throws Exception {
    provider.keys(SigningKey.make("ec", "ES256"));
    Parties fresh = Parties.of(provider.issuer(), "");
    Map<String, Object> fixed = new HashMap<>(PERSON);
    long now = Instant.now().getEpochSecond();
    fixed.put("iat", now);
    fixed.put("exp", now + 60);
    String one = provider.token(Parties.CLIENT, fixed);
    String other = provider.token(Parties.CLIENT, fixed);

    assertThat(one).isNotEqualTo(other);
    assertThat(protocol.verify(fresh.party(), one).id())
        .isEqualTo(protocol.verify(fresh.party(), other).id());
    provider.keys(SigningKey.make("k1", "RS256"));
  }

  private String id(String token) throws Exception {
    return protocol.verify(parties.party(), token).id();
  }

  @Test
  void clocks_may_differ_by_two_minutes() throws Exception {
    String token = provider.token(Parties.CLIENT, PERSON);

    assertThat(at(Duration.ofSeconds(415)).verify(parties.party(), token).id()).isNotEmpty();
    assertThat(at(Duration.ofSeconds(-115)).verify(parties.party(), token).id()).isNotEmpty();
    assertThatThrownBy(() -> at(Duration.ofSeconds(421)).verify(parties.party(), token))
        .hasMessageContaining("expired");
    assertThatThrownBy(() -> at(Duration.ofSeconds(-130)).verify(parties.party(), token))
        .hasMessageContaining("future");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "....", "a.b.c", "eyJ", "e30.e30.e30", "🙂.🙂.🙂", "null"})
  void what_is_no_token_at_all_is_refused(String text) {
    assertThatThrownBy(() -> protocol.verify(parties.party(), text))
        .isInstanceOfSatisfying(
            RefusedSignInException.class,
            refused -> assertThat(refused.fault()).isEqualTo(RefusedSignInException.Fault.INVALID));
  }

  @Test
  void a_provider_without_issuer_vouches_for_nobody() {
    assertThatThrownBy(() -> verified(parties.withIssuer(""), Parties.CLIENT))
        .hasMessageContaining("no issuer");
  }

  @ParameterizedTest
  @EnumSource(Certificates.Kind.class)
  void keys_may_be_pinned_by_certificates_and_then_no_other_counts(Certificates.Kind kind)
      throws Exception {
    Certificates pinned = Certificates.make(kind);
    Parties pinning = parties.with(new IdentityProvider.Trust("", "", List.of(pinned.pem()), ""));
    SigningKey before = SigningKey.make("k1", "RS256");
    provider.keys(before);
    assertThatThrownBy(() -> verified(pinning, Parties.CLIENT))
        .hasMessageContaining("No key of the provider");

    provider.keys(pinned.key());
    int asked = provider.asked("/keys");
    assertThat(verified(pinning, Parties.CLIENT).assertion().subject()).isEqualTo("7b1c");
    assertThat(provider.asked("/keys")).isEqualTo(asked);
    provider.keys(before);
  }

  @Test
  void a_certificate_that_cannot_be_read_is_a_matter_of_configuration() {
    Parties broken =
        parties.with(
            new IdentityProvider.Trust(
                "",
                "",
                List.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
                ""));

    assertThatThrownBy(() -> verified(broken, Parties.CLIENT))
        .hasMessageContaining("certificate of the provider cannot be read");
  }
}

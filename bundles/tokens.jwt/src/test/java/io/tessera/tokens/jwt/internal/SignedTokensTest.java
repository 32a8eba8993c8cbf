package io.tessera.tokens.jwt.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.spi.ForeignTokens.ForeignToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokensTest {
  private static final String ISSUER = "https://login.example.com/";
  private static final String AUDIENCE = "https://tessera.example.com";
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static Signer signer;

  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicReference<String> published = new AtomicReference<>("");
  private final AtomicLong nanos = new AtomicLong();
  private final SignedTokens tokens =
      new SignedTokens(
          new KeySets(
              address -> {
                fetches.incrementAndGet();
                if (published.get().isEmpty()) {
                  throw new IOException("away");
                }
                return published.get();
              },
              nanos::get),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void keys() throws Exception {
    signer = new Signer();
  }

  private TokenIssuer issuer(String keySet, String keySetUri, String... algorithms) {
    return new TokenIssuer(
        id,
        "corporate",
        "",
        true,
        ISSUER,
        AUDIENCE,
        Set.of(algorithms),
        "sub",
        "scope",
        keySet,
        keySetUri,
        1);
  }

  private TokenIssuer given() {
    return issuer(signer.keySet(), "", "RS256", "PS256", "ES256", "EdDSA");
  }

  private TokenIssuer fetched() {
    return issuer("", "https://login.example.com/keys", "RS256", "ES256");
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", List.of("other", AUDIENCE));
    claims.put("sub", "hr");
    claims.put("exp", Date.from(NOW.plusSeconds(300)));
    claims.put("iat", Date.from(NOW));
    claims.put("scope", "scim.users.read  scim.users.write");
    return claims;
  }

  private Optional<ForeignToken> verified(Map<String, Object> claims) throws Exception {
    return tokens.verify(signer.token(JWSAlgorithm.ES256, claims), given());
  }

  private Optional<ForeignToken> with(String claim, Object value) throws Exception {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    return verified(claims);
  }

  private Optional<ForeignToken> without(String claim) throws Exception {
    Map<String, Object> claims = claims();
    claims.remove(claim);
    return verified(claims);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void tokens_with_each_kind_of_key_are_taken(String algorithm) throws Exception {
    String token = signer.token(JWSAlgorithm.parse(algorithm), claims());

    assertThat(tokens.issuer(token)).contains(ISSUER);
    ForeignToken verified = tokens.verify(token, given()).orElseThrow();
    assertThat(verified.caller()).isEqualTo("hr");
    assertThat(verified.scopesIfAny()).contains(List.of("scim.users.read", "scim.users.write"));
    assertThat(verified.expires()).isEqualTo(NOW.plusSeconds(360));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void a_token_with_one_bit_changed_is_refused(String algorithm) throws Exception {
    String token = signer.token(JWSAlgorithm.parse(algorithm), claims());
    String[] parts = token.split("\\.", -1);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    signature[7] ^= 1;
    String altered =
        parts[0]
            + "."
            + parts[1]
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    assertThat(tokens.verify(altered, given())).isEmpty();
  }

  @Test
  void an_algorithm_that_is_not_listed_is_refused() throws Exception {
    TokenIssuer onlyEc = issuer(signer.keySet(), "", "ES256");
    assertThat(tokens.verify(signer.token(JWSAlgorithm.RS256, claims()), onlyEc)).isEmpty();
    assertThat(tokens.verify(signer.token(JWSAlgorithm.RS512, claims()), given())).isEmpty();
  }

  @Test
  void tokens_without_signature_are_none() throws Exception {
    String plain = new PlainJWT(JWTClaimsSet.parse(claimsOf())).serialize();
    assertThat(tokens.verify(plain, given())).isEmpty();
    assertThat(tokens.issuer(plain)).isEmpty();
    String none =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII))
            + plain.substring(plain.indexOf('.'))
            + "AAAA";
    assertThat(tokens.verify(none, given())).isEmpty();
  }

  private static Map<String, Object> claimsOf() {
    Map<String, Object> claims = claims();
    claims.put("exp", NOW.plusSeconds(300).getEpochSecond());
    claims.put("iat", NOW.getEpochSecond());
    return claims;
  }

  @Test
  void the_public_key_used_as_a_shared_secret_is_refused() throws Exception {
    byte[] secret = signer.rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
            JWTClaimsSet.parse(claimsOf()));
    token.sign(new MACSigner(secret));
    assertThat(tokens.verify(token.serialize(), given())).isEmpty();
    TokenIssuer careless = issuer(signer.keySet(), "", "HS256", "RS256");
    assertThat(tokens.verify(token.serialize(), careless)).isEmpty();
  }

  @Test
  void an_encrypted_token_is_refused() throws Exception {
    JWEObject encrypted =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .contentType("JWT")
                .build(),
            new Payload(signer.token(JWSAlgorithm.RS256, claims())));
    encrypted.encrypt(new RSAEncrypter(signer.rsa.toRSAPublicKey()));
    assertThat(tokens.verify(encrypted.serialize(), given())).isEmpty();
    assertThat(tokens.issuer(encrypted.serialize())).isEmpty();
  }

  @Test
  void a_key_that_comes_with_the_token_counts_for_nothing() throws Exception {
    Signer stranger = new Signer();
    String token =
        stranger.token(
            new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(stranger.rsa.toPublicJWK()), claims());
    assertThat(tokens.verify(token, given())).isEmpty();
  }

  @Test
  void critical_extensions_and_other_types_are_refused() throws Exception {
    String critical =
        signer.token(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1),
            claims());
    assertThat(tokens.verify(critical, given())).isEmpty();
    String logout =
        signer.token(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(Signer.type("logout+jwt")), claims());
    assertThat(tokens.verify(logout, given())).isEmpty();
    String access =
        signer.token(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(Signer.type("at+jwt")), claims());
    assertThat(tokens.verify(access, given())).isPresent();
  }

  @Test
  void issuer_audience_caller_and_end_are_required() throws Exception {
    assertThat(with("iss", "https://evil.example.com/")).isEmpty();
    assertThat(without("iss")).isEmpty();
    assertThat(with("aud", "somebody else")).isEmpty();
    assertThat(without("aud")).isEmpty();
    assertThat(without("exp")).isEmpty();
    assertThat(without("sub")).isEmpty();
    assertThat(with("sub", " ")).isEmpty();
    assertThat(with("sub", Map.of("a", 1))).isEmpty();
    assertThat(with("sub", "x".repeat(600))).isEmpty();
    assertThat(with("aud", AUDIENCE)).isPresent();
  }

  @Test
  void clocks_may_differ_by_a_minute() throws Exception {
    assertThat(with("exp", Date.from(NOW.minusSeconds(59)))).isPresent();
    assertThat(with("exp", Date.from(NOW.minusSeconds(60)))).isEmpty();
    assertThat(with("nbf", Date.from(NOW.plusSeconds(60)))).isPresent();
    assertThat(with("nbf", Date.from(NOW.plusSeconds(61)))).isEmpty();
    assertThat(with("iat", Date.from(NOW.plusSeconds(61)))).isEmpty();
  }

  @Test
  void scopes_are_a_text_or_a_list_or_not_there() throws Exception {
    assertThat(with("scope", List.of("a", "b")).orElseThrow().scopes()).containsExactly("a", "b");
    assertThat(without("scope").orElseThrow().scopesIfAny()).isEmpty();
    assertThat(with("scope", Map.of("a", 1))).isEmpty();
  }

  @Test
  void what_is_too_long_or_no_token_at_all_is_refused() throws Exception {
    assertThat(with("x", "y".repeat(16 * 1024))).isEmpty();
    for (String junk : List.of("", ".", "..", "...", "a.b.c", "eyJ.eyJ.x", "\0.\0.\0")) {
      assertThat(tokens.verify(junk, given())).isEmpty();
      assertThat(tokens.issuer(junk)).isEmpty();
    }
  }

  @Test
  void private_shared_weak_and_no_keys_are_faults_of_the_configuration() throws Exception {
    assertThat(tokens.fault(given())).isEmpty();
    assertThat(tokens.fault(fetched())).isEmpty();
    assertThat(fault("{")).contains("JWK set");
    assertThat(fault("{\"keys\":[]}")).contains("no key");
    assertThat(fault("{\"keys\":[" + signer.rsa + "]}")).contains("private");
    OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).generate();
    assertThat(fault("{\"keys\":[" + shared + "]}")).contains("private or shared");
    RSAKey weak = new RSAKeyGenerator(1024, true).generate();
    assertThat(fault(Signer.publicKeys(weak))).contains("2048");
  }

  private String fault(String keySet) {
    return tokens.fault(issuer(keySet, "", "RS256")).orElse("");
  }

  @Test
  void published_keys_are_fetched_once_and_again_when_old_or_unknown() throws Exception {
    published.set(Signer.publicKeys(signer.rsa));
    String rsa = signer.token(JWSAlgorithm.RS256, claims());
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    assertThat(fetches).hasValue(1);

    String ec = signer.token(JWSAlgorithm.ES256, claims());
    published.set(signer.keySet());
    assertThat(tokens.verify(ec, fetched())).as("not twice within half a minute").isEmpty();
    assertThat(fetches).hasValue(1);
    pass(Duration.ofSeconds(30));
    assertThat(tokens.verify(ec, fetched())).isPresent();
    assertThat(fetches).hasValue(2);
    pass(Duration.ofMinutes(10));
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    assertThat(fetches).hasValue(3);
  }

  @Test
  void a_key_that_is_published_no_more_is_not_taken_any_more() throws Exception {
    published.set(signer.keySet());
    String rsa = signer.token(JWSAlgorithm.RS256, claims());
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    published.set(Signer.publicKeys(signer.ec));
    pass(Duration.ofMinutes(10));
    assertThat(tokens.verify(rsa, fetched())).isEmpty();
  }

  @Test
  void keys_are_kept_for_an_hour_when_they_cannot_be_fetched() throws Exception {
    published.set(signer.keySet());
    String rsa = signer.token(JWSAlgorithm.RS256, claims());
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    published.set("");
    pass(Duration.ofMinutes(59));
    assertThat(tokens.verify(rsa, fetched())).isPresent();
    pass(Duration.ofMinutes(1));
    assertThat(tokens.verify(rsa, fetched())).isEmpty();
  }

  @Test
  void an_issuer_that_never_answered_is_not_asked_for_each_token() throws Exception {
    String rsa = signer.token(JWSAlgorithm.RS256, claims());
    for (int i = 0; i < 10; i++) {
      assertThat(tokens.verify(rsa, fetched())).isEmpty();
    }
    assertThat(fetches).hasValue(1);
    published.set("no key set");
    pass(Duration.ofSeconds(30));
    assertThat(tokens.verify(rsa, fetched())).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

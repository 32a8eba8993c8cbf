package io.tessera.federation.oidc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.federation.oidc.EndpointFault;
import io.tessera.federation.oidc.OpenIdProvider;
import io.tessera.federation.oidc.SigningKey;
import io.tessera.federation.oidc.TokenFault;
import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.jose.Outside;
import io.tessera.provisioning.api.federation.Assertion;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything a provider, or somebody between, can do wrong; nothing of it signs anybody in. */
class FaultsTest {
  private static final String STATE = "0123456789abcdef0123456789abcdef";

  /** They are about our own request, which a token brought by others does not answer. */
  private static final Set<TokenFault> OF_ANSWERS =
      EnumSet.of(
          TokenFault.WRONG_NONCE,
          TokenFault.NO_NONCE,
          TokenFault.EMPTY_NONCE,
          TokenFault.NONCE_IN_A_LIST,
          TokenFault.LONGER_NONCE,
          TokenFault.SEVERAL_AUDIENCES_AND_NO_PARTY,
          TokenFault.WRONG_PARTY,
          TokenFault.PARTY_IN_A_LIST,
          TokenFault.EMPTY_PARTY,
          TokenFault.WRONG_HASH,
          TokenFault.EMPTY_HASH,
          TokenFault.HASH_THAT_IS_A_NUMBER);

  private static final Outside OUTSIDE = new Outside(Duration.ofSeconds(2), "127.0.0.1");

  private static OpenIdProvider provider;
  private static SigningKey key;

  private final String secret = UUID.randomUUID().toString();
  private final SignInProtocol protocol =
      new OpenIdConnect(
          new Outside(Duration.ofSeconds(2), "127.0.0.1"), Clock.systemUTC(), System::nanoTime);
  private Parties parties;

  @BeforeAll
  static void start() throws Exception {
    key = SigningKey.make("k1", "RS256");
    provider = OpenIdProvider.start(key);
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  @BeforeEach
  void repair() {
    provider.repair();
    provider.keys(key);
    provider.client(Parties.CLIENT, secret, "client_secret_basic", Parties.CALLBACK);
    parties = Parties.of(provider.issuer(), secret);
  }

  private Assertion signIn(Parties configured) throws Exception {
    Departure departure = protocol.depart(configured.party(), STATE);
    Map<String, List<String>> back = provider.visit(departure.address());
    return protocol.arrive(configured.party(), departure.remembered(), back);
  }

  @ParameterizedTest
  @EnumSource(TokenFault.class)
  void a_wrong_token_signs_nobody_in(TokenFault fault) throws Exception {
    provider.fault(fault);

    RefusedSignInException refused =
        catchThrowableOfType(RefusedSignInException.class, () -> signIn(parties));

    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused.fault()).isIn(Fault.INVALID, Fault.UNREACHABLE);
    requireSentence(refused.getMessage());
    provider.repair();
    assertThat(signIn(parties).subject()).isEqualTo("alice");
  }

  @ParameterizedTest
  @EnumSource(TokenFault.class)
  void a_wrong_token_brought_by_others_is_refused_too(TokenFault fault) throws Exception {
    Map<String, Object> person = Map.of("sub", "alice");
    provider.fault(fault);
    if (OF_ANSWERS.contains(fault)) {
      return;
    }
    String wrong = provider.token(Parties.CLIENT, person);

    RefusedSignInException refused =
        catchThrowableOfType(
            RefusedSignInException.class, () -> protocol.verify(parties.party(), wrong));

    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused.fault()).isEqualTo(Fault.INVALID);
    requireSentence(refused.getMessage());
    provider.repair();
    String right = provider.token(Parties.CLIENT, person);
    assertThat(protocol.verify(parties.party(), right).assertion().subject()).isEqualTo("alice");
  }

  @ParameterizedTest
  @EnumSource(EndpointFault.class)
  void a_provider_that_goes_wrong_signs_nobody_in(EndpointFault fault) throws Exception {
    Parties configured = parties.readingUserInfo();
    provider.fault(fault);

    RefusedSignInException refused =
        catchThrowableOfType(RefusedSignInException.class, () -> signIn(configured));

    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused.fault()).isEqualTo(expected(fault));
    requireSentence(refused.getMessage());
  }

  private static Fault expected(EndpointFault fault) {
    return switch (fault) {
      case ANSWER_OF_ANOTHER_ISSUER,
          ANSWER_WITHOUT_ISSUER,
          ANSWER_WITHOUT_CODE,
          TOKEN_OTHER_GRANT,
          TOKEN_WITHOUT_ID,
          TOKEN_WITHOUT_ACCESS,
          TOKEN_ACCESS_WITH_A_NEWLINE,
          TOKEN_OF_ANOTHER_TYPE,
          KEYS_NONE,
          KEYS_OF_OTHERS,
          KEYS_FOR_ENCRYPTION,
          USERINFO_OF_SOMEBODY_ELSE,
          USERINFO_OF_NOBODY,
          USERINFO_MANY_CLAIMS ->
          Fault.INVALID;
      case ADDRESSES_WITHOUT_TLS, NO_TOKEN_ENDPOINT, TOKEN_OTHER_CLIENT, USERINFO_JWT ->
          Fault.CONFIGURATION;
      default -> Fault.UNREACHABLE;
    };
  }

  private void requireSentence(String message) {
    assertThat(message)
        .matches("[A-Z][^<>\\n]{10,250}")
        .doesNotContain(secret, "alice", "eyJ", "Exception");
  }

  @Test
  void a_weak_key_is_no_key() {
    provider.keys(SigningKey.weak("weak"));

    assertThat(catchThrowableOfType(RefusedSignInException.class, () -> signIn(parties)))
        .hasMessageContaining("No key of the provider");
  }
}

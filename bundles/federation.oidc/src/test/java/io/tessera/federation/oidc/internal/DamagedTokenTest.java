package io.tessera.federation.oidc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.federation.oidc.OpenIdProvider;
import io.tessera.federation.oidc.SigningKey;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.Outside;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A right token with something broken, thousands of times. */
class DamagedTokenTest {
  private static final int MANY = Integer.getInteger("fuzz.rounds", 4_000);

  private final OpenIdConnect protocol =
      new OpenIdConnect(new Outside("127.0.0.1"), Clock.systemUTC(), () -> 0);
  private final Random random = new Random(23);
  private OpenIdProvider provider;

  @BeforeEach
  void start() throws Exception {
    provider = OpenIdProvider.start(SigningKey.make("k1", "ES256"));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void nothing_but_the_very_token_is_taken_and_nothing_breaks() throws Exception {
    Parties parties = Parties.of(provider.issuer(), "");
    String right = provider.token(Parties.CLIENT, Map.of("sub", "7b1c", "name", "Alice"));
    assertThat(protocol.verify(parties.party(), right).assertion().subject()).isEqualTo("7b1c");
    RandomClaims damage = new RandomClaims(random);
    for (int i = 0; i < MANY; i++) {
      String wrong = random.nextBoolean() ? damage.broken(right) : inside(right, damage);
      if (!isTheSame(right, wrong)) {
        assertThat(isRefused(parties, wrong)).as(wrong).isTrue();
      }
    }
  }

  /** The last character of a signature has bits that mean nothing. */
  private static boolean isTheSame(String right, String wrong) {
    return wrong.length() == right.length()
        && wrong.startsWith(right.substring(0, right.length() - 1));
  }

  private boolean isRefused(Parties parties, String token) {
    try {
      protocol.verify(parties.party(), token);
      return false;
    } catch (RefusedSignInException refused) {
      return refused.fault() == RefusedSignInException.Fault.INVALID;
    }
  }

  /** Breaks header or claims below the base64. */
  private String inside(String token, RandomClaims damage) {
    String[] parts = token.split("\\.", -1);
    int part = random.nextInt(2);
    String text = new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8);
    parts[part] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(damage.broken(text).getBytes(StandardCharsets.UTF_8));
    return String.join(".", parts);
  }
}

package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an ID token has to say, once its signature is known to be right (OpenID Connect Core 1.0
 * section 3.1.3.7). Clocks may differ by two minutes.
 */
final class ClaimsCheck {
  static final Duration SKEW = Duration.ofMinutes(2);

  /** The memory of tokens that were taken does not reach further. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  private static final int MAX_SUBJECT = 255;

  /** The year 5138; what is beyond is no time. */
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(100_000_000_000L);

  /** What Keycloak calls its other tokens, which are JWTs of the same key. */
  private static final Set<String> OTHER_TYPES =
      Set.of("bearer", "dpop", "refresh", "offline", "logout");

  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

  private final Clock clock;

  ClaimsCheck(Clock clock) {
    this.clock = clock;
  }

  /**
   * An answer to our own request.
   *
   * @param nonce what the request said
   * @throws RefusedSignInException it is from another, for another, or not for now
   */
  void requireAnswer(Attributes claims, String issuer, String clientId, String nonce)
      throws RefusedSignInException {
    requireSound(claims, issuer, Set.of(clientId));
    Optional<Value> party = claims.get("azp");
    require(
        party.isPresent() || audience(claims).size() == 1,
        "The token has several audiences and does not say for which it was issued.");
    require(
        party.isEmpty() || party.get().equals(Value.text(clientId)),
        "The token was issued for another party.");
    byte[] said = claims.text("nonce").orElse("").getBytes(StandardCharsets.UTF_8);
    require(
        MessageDigest.isEqual(said, nonce.getBytes(StandardCharsets.UTF_8)),
        "The token is not the answer to this sign-in: its nonce is another.");
  }

  /**
   * Any token, whoever asked for it.
   *
   * @param audiences what we may be called in it
   * @throws RefusedSignInException it is from another, for another, or not for now
   */
  void requireSound(Attributes claims, String issuer, Set<String> audiences)
      throws RefusedSignInException {
    require(
        claims.get("iss").filter(Value.text(issuer)::equals).isPresent(),
        "The token is of another issuer.");
    require(
        audience(claims).stream().anyMatch(audiences::contains),
        "The token is for another audience.");
    requireTimes(claims);
    require(
        claims.complex("events").get(LOGOUT).isEmpty(),
        "The token is a notice of signing out, not of signing in.");
    String type = claims.text("typ").orElse("").toLowerCase(Locale.ROOT);
    require(!OTHER_TYPES.contains(type), "The token is of another type than an ID token.");
    subject(claims);
  }

  /**
   * Providers that sign access tokens with the same key do not all say so in the header; what they
   * allow stands in these (RFC 9068 section 2.2.3; {@code scp} at Entra ID, {@code token_use} at
   * Cognito).
   */
  void requireNoAccessToken(Attributes claims) throws RefusedSignInException {
    boolean allows = claims.get("scope").isPresent() || claims.get("scp").isPresent();
    String use = claims.text("token_use").orElse("id");
    require(!allows && "id".equals(use), "The token is an access token, not an ID token.");
  }

  /** {@code at_hash}, where there is one: the access token came with this very ID token. */
  void requireHash(IdToken token, String accessToken) throws RefusedSignInException {
    Optional<Value> said = token.claims().get("at_hash");
    if (said.isPresent()) {
      require(
          said.get().equals(Value.text(leftHalf(token.algorithm(), accessToken))),
          "The access token is not the one that the ID token was issued with.");
    }
  }

  /** Who it is about. */
  static String subject(Attributes claims) throws RefusedSignInException {
    String subject = claims.text("sub").orElse("");
    require(!subject.isBlank(), "The token does not say whom it is about.");
    require(subject.length() <= MAX_SUBJECT, "The token has a subject of over 255 characters.");
    require(
        subject.chars().noneMatch(Character::isISOControl),
        "The token has a subject with control characters.");
    return subject;
  }

  /** When it ends, with the difference of clocks. */
  static Instant expires(Attributes claims) throws RefusedSignInException {
    return time(claims, "exp")
        .orElseThrow(() -> Refusal.invalid("The token does not say when it expires."))
        .plus(SKEW);
  }

  /** When the person signed in, at the latest when the token was issued. */
  Instant authenticated(Attributes claims) throws RefusedSignInException {
    Optional<Instant> said = time(claims, "auth_time");
    Instant issued = time(claims, "iat").orElseGet(clock::instant);
    return said.filter(issued::isAfter).orElse(issued);
  }

  private void requireTimes(Attributes claims) throws RefusedSignInException {
    Instant now = clock.instant();
    Instant expires = expires(claims);
    require(now.isBefore(expires), "The token has expired.");
    require(
        !expires.isAfter(now.plus(LONGEST_LIFE).plus(SKEW)),
        "The token is valid for longer than a day.");
    Instant issued =
        time(claims, "iat")
            .orElseThrow(() -> Refusal.invalid("The token does not say when it was issued."));
    Instant ahead = now.plus(SKEW);
    require(!issued.isAfter(ahead), "The token was issued in the future.");
    require(!time(claims, "nbf").orElse(issued).isAfter(ahead), "The token is not valid yet.");
  }

  private static Optional<Instant> time(Attributes claims, String name)
      throws RefusedSignInException {
    Optional<Value> said = claims.get(name);
    if (said.isEmpty()) {
      return Optional.empty();
    }
    if (said.get() instanceof Value.Num number
        && number.value().signum() >= 0
        && number.value().compareTo(LAST_SECOND) <= 0) {
      return Optional.of(Instant.ofEpochSecond(number.value().longValue()));
    }
    throw Refusal.invalid("The token has a time that is none: " + name + ".");
  }

  private static List<String> audience(Attributes claims) {
    return Json.texts(claims, "aud").orElse(List.of());
  }

  /** Section 3.1.3.6: the left half of a hash with the hash function of the signature. */
  private static String leftHalf(String algorithm, String accessToken) {
    String bits = algorithm.substring(Math.max(0, algorithm.length() - 3));
    String function = Set.of("256", "384", "512").contains(bits) ? "SHA-" + bits : "SHA-512";
    try {
      byte[] hash =
          MessageDigest.getInstance(function)
              .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException notInThisJava) {
      throw new IllegalStateException(notInThisJava);
    }
  }
}

package io.tessera.tokens.jwt.internal;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.spi.ForeignTokens.ForeignToken;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token says, once its signature is known to be right. */
final class ClaimsCheck {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int MAX_CALLER = 512;

  private final Clock clock;

  ClaimsCheck(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws RefusedTokenException it is from another, for another, or not for now
   */
  ForeignToken checked(SignedJWT token, TokenIssuer issuer) throws RefusedTokenException {
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      require(issuer.issuer().equals(claims.getIssuer()), "its issuer is another");
      require(claims.getAudience().contains(issuer.audience()), "it is for another audience");
      return dated(claims, issuer);
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new RefusedTokenException("its claims are malformed");
    }
  }

  private ForeignToken dated(JWTClaimsSet claims, TokenIssuer issuer)
      throws ParseException, RefusedTokenException {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      throw new RefusedTokenException("it does not say when it expires");
    }
    require(now.isBefore(expires.toInstant().plus(SKEW)), "it has expired");
    require(!isLater(claims.getNotBeforeTime(), now), "it is not valid yet");
    require(!isLater(claims.getIssueTime(), now), "it was issued in the future");
    String caller = claims.getStringClaim(issuer.callerClaim());
    require(caller != null && !caller.isBlank(), "it does not say who the caller is");
    require(String.valueOf(caller).length() <= MAX_CALLER, "its caller has too long a name");
    Date issued = claims.getIssueTime();
    return new ForeignToken(
        String.valueOf(caller),
        scopes(claims, issuer.scopeClaim()).orElse(null),
        issued == null ? now : issued.toInstant(),
        expires.toInstant().plus(SKEW));
  }

  private static boolean isLater(@Nullable Date date, Instant now) {
    return date != null && date.toInstant().isAfter(now.plus(SKEW));
  }

  /** A text with blanks (RFC 9068) or a list of texts. */
  private static Optional<List<String>> scopes(JWTClaimsSet claims, String name)
      throws ParseException {
    if (name.isEmpty() || claims.getClaim(name) == null) {
      return Optional.empty();
    }
    return Optional.of(
        claims.getClaim(name) instanceof String text
            ? List.of(text.strip().split(" +"))
            : claims.getStringListClaim(name));
  }

  private static void require(boolean right, String otherwise) throws RefusedTokenException {
    if (!right) {
      throw new RefusedTokenException(otherwise);
    }
  }
}

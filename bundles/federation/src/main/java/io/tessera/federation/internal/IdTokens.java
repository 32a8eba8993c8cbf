package io.tessera.federation.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.model.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Identity tokens of ours (OpenID Connect Core section 2). */
final class IdTokens {
  /** How long one is good for. */
  static final Duration LIFE = Duration.ofMinutes(5);

  static final List<String> CLAIMS =
      List.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "auth_time",
          "nonce",
          "name",
          "preferred_username",
          "email",
          "groups",
          "roles");

  private final SigningKeys keys;
  private final Clock clock;

  IdTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** About a person, for the service provider that asked; as far as it asked. */
  String about(Resource person, Codes.Grant grant, String issuer) {
    Instant now = clock.instant();
    Onward onward = grant.onward();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(grant.identity().toString())
            .audience(onward.serviceProvider().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("auth_time", grant.authenticated().getEpochSecond());
    onward.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
    tell(claims, person, onward.scopes());
    return signed(claims.build());
  }

  private static void tell(JWTClaimsSet.Builder claims, Resource person, Set<String> scopes) {
    if (scopes.contains("profile")) {
      claims.claim("preferred_username", person.name());
      claims.claim("name", People.displayName(person));
    }
    if (scopes.contains("email")) {
      People.email(person).ifPresent(email -> claims.claim("email", email));
    }
    for (String held : List.of("groups", "roles")) {
      if (scopes.contains(held)) {
        claims.claim(held, People.names(person, held));
      }
    }
  }

  private String signed(JWTClaimsSet claims) {
    ECKey key = keys.present();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(SigningKeys.ALGORITHM).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException ourKeyFits) {
      throw new IllegalStateException(ourKeyFits);
    }
    return token.serialize();
  }
}

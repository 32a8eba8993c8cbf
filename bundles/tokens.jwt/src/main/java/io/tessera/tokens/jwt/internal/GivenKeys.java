package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.tessera.jose.PublicKeys;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.text.ParseException;
import java.util.Optional;

/** Key sets as operators write them. */
final class GivenKeys {
  private GivenKeys() {}

  /** What is wrong with the key set of an issuer. */
  static Optional<String> fault(TokenIssuer issuer) {
    JWKSet keys;
    try {
      keys = JWKSet.parse(issuer.keySet());
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.of("a JWK set as in RFC 7517 is expected.");
    }
    if (keys.getKeys().stream().anyMatch(JWK::isPrivate)) {
      return Optional.of("it holds a private or shared key; only public ones belong here.");
    }
    return PublicKeys.usable(keys).isEmpty()
        ? Optional.of("it holds no key for signatures: RSA of 2048 bits or more, EC or Ed25519.")
        : Optional.empty();
  }
}

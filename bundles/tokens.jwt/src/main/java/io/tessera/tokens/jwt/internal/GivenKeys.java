package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** Key sets as they are written, by an operator or by a server. */
final class GivenKeys {
  private static final int MAX_KEYS = 50;
  private static final int MIN_RSA_BITS = 2048;

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
    return usable(keys).isEmpty()
        ? Optional.of("it holds no key for signatures: RSA of 2048 bits or more, EC or Ed25519.")
        : Optional.empty();
  }

  /**
   * The keys that may verify signatures.
   *
   * @throws ParseException it is no key set
   */
  static JWKSet read(String text) throws ParseException {
    return new JWKSet(usable(JWKSet.parse(text).toPublicJWKSet()));
  }

  private static List<JWK> usable(JWKSet keys) {
    return keys.getKeys().stream().filter(GivenKeys::isUsable).limit(MAX_KEYS).toList();
  }

  private static boolean isUsable(JWK key) {
    return key instanceof RSAKey rsa
        ? rsa.size() >= MIN_RSA_BITS
        : key instanceof ECKey || key instanceof OctetKeyPair;
  }
}

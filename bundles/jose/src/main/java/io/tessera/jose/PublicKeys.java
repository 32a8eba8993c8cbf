package io.tessera.jose;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;

/** Keys that may verify signatures: RSA of 2048 bits or more, EC, Ed25519; 50 at most. */
public final class PublicKeys {
  private static final int MAX_KEYS = 50;
  private static final int MIN_RSA_BITS = 2048;

  private PublicKeys() {}

  /**
   * Reads a JWK set (RFC 7517).
   *
   * @throws ParseException it is no key set
   */
  public static JWKSet read(String text) throws ParseException {
    try {
      return usable(JWKSet.parse(text).toPublicJWKSet());
    } catch (IllegalArgumentException malformed) {
      throw new ParseException("it is no key set", 0);
    }
  }

  /** The usable ones. */
  public static JWKSet usable(JWKSet keys) {
    List<JWK> usable =
        keys.getKeys().stream().filter(PublicKeys::isUsable).limit(MAX_KEYS).toList();
    return new JWKSet(usable);
  }

  private static boolean isUsable(JWK key) {
    return key instanceof RSAKey rsa
        ? rsa.size() >= MIN_RSA_BITS
        : key instanceof ECKey || key instanceof OctetKeyPair;
  }
}

package io.tessera.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;

/** Whether a token was signed with a key. What a key is, is said by the key, never by the token. */
public final class Signatures {
  private static final int MOST_TRIED = 20;
  private static final String ED25519 = "Ed25519";

  private Signatures() {}

  /** Whether a header asks for more than we know: {@code crit}, {@code b64} (RFC 7797). */
  public static boolean isExtended(JWSHeader header) {
    return header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
  }

  /** Those of the keys that may have signed it: by key id when it names one, by kind and use. */
  public static List<JWK> fitting(SignedJWT token, JWKSet keys) {
    return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())).select(keys);
  }

  /** Whether one of the first twenty keys has signed it. */
  public static boolean isByOneOf(List<JWK> keys, SignedJWT token) {
    return keys.stream().limit(MOST_TRIED).anyMatch(key -> isBy(key, token));
  }

  /** Whether the key has signed it. */
  public static boolean isBy(JWK key, SignedJWT token) {
    try {
      if (key instanceof OctetKeyPair pair) {
        return isBy(pair, token);
      }
      if (key instanceof RSAKey rsa) {
        return isBy(new RSASSAVerifier(rsa.toRSAPublicKey()), token);
      }
      return key instanceof ECKey ec && isBy(new ECDSAVerifier(ec.toECPublicKey()), token);
    } catch (JOSEException | GeneralSecurityException unfit) {
      return false;
    }
  }

  private static boolean isBy(JWSVerifier verifier, SignedJWT token) throws JOSEException {
    return token.verify(verifier);
  }

  /** Java can do this itself; Nimbus would need another library. */
  private static boolean isBy(OctetKeyPair key, SignedJWT token) throws GeneralSecurityException {
    if (!Curve.Ed25519.equals(key.getCurve())) {
      return false;
    }
    Signature signature = Signature.getInstance(ED25519);
    signature.initVerify(publicKey(key.getDecodedX()));
    signature.update(token.getSigningInput());
    return signature.verify(token.getSignature().decode());
  }

  /** RFC 8032 section 5.1.2: little endian, the highest bit is the sign of x. */
  private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    byte[] y = new byte[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      y[i] = encoded[encoded.length - 1 - i];
    }
    boolean odd = y.length > 0 && (y[0] & 0x80) != 0;
    if (odd) {
      y[0] &= 0x7f;
    }
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
    return KeyFactory.getInstance(ED25519)
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }
}

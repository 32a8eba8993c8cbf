package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import java.util.Set;

/** Whether a token was signed with a key. */
final class Signatures {
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
  private static final String ED25519 = "Ed25519";

  private Signatures() {}

  /**
   * @throws RefusedTokenException the header asks for something that is not taken
   */
  static void requireTaken(JWSHeader header, TokenIssuer issuer) throws RefusedTokenException {
    String algorithm = header.getAlgorithm().getName();
    boolean taken =
        issuer.algorithms().contains(algorithm) && TokenIssuer.ALGORITHMS.contains(algorithm);
    if (!taken) {
      throw new RefusedTokenException("its algorithm is not taken");
    }
    if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
      throw new RefusedTokenException("it has critical extensions");
    }
    boolean usual =
        header.getType() == null
            || TYPES.contains(header.getType().toString().toLowerCase(Locale.ROOT));
    if (!usual) {
      throw new RefusedTokenException("its type is another");
    }
  }

  /** What the key is, is said by the key, never by the token. */
  static boolean isBy(JWK key, SignedJWT token) {
    try {
      if (key instanceof OctetKeyPair pair) {
        return isBy(pair, token);
      }
      JWSVerifier verifier =
          key instanceof RSAKey rsa
              ? new RSASSAVerifier(rsa.toRSAPublicKey())
              : new ECDSAVerifier(((ECKey) key).toECPublicKey());
      return token.verify(verifier);
    } catch (JOSEException | GeneralSecurityException unfit) {
      return false;
    }
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

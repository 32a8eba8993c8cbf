package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A party with keys made on the spot. */
final class Signer {
  final RSAKey rsa;
  final ECKey ec;
  final OctetKeyPair ed;
  private final KeyPair edPair;

  Signer() throws JOSEException, GeneralSecurityException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    edPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    ed =
        new OctetKeyPair.Builder(Curve.Ed25519, x((EdECPublicKey) edPair.getPublic()))
            .keyID("ed")
            .build();
  }

  private static Base64URL x(EdECPublicKey key) {
    byte[] big = key.getPoint().getY().toByteArray();
    byte[] little = new byte[32];
    for (int i = 0; i < Math.min(32, big.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      little[31] |= (byte) 0x80;
    }
    return Base64URL.encode(little);
  }

  /** The public ones as JSON. */
  String keySet() {
    return publicKeys(rsa, ec, ed);
  }

  static String publicKeys(JWK... keys) {
    return new JWKSet(Arrays.stream(keys).map(JWK::toPublicJWK).toList()).toString();
  }

  String token(JWSAlgorithm algorithm, Map<String, Object> claims)
      throws JOSEException, GeneralSecurityException {
    return token(new JWSHeader.Builder(algorithm).keyID(keyId(algorithm)), claims);
  }

  String token(JWSHeader.Builder header, Map<String, Object> claims)
      throws JOSEException, GeneralSecurityException {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    SignedJWT token = new SignedJWT(header.build(), set.build());
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    if (algorithm.equals(JWSAlgorithm.EdDSA)) {
      return edSigned(token);
    }
    token.sign(
        List.of(JWSAlgorithm.ES256).contains(algorithm)
            ? new ECDSASigner(ec)
            : new RSASSASigner(rsa));
    return token.serialize();
  }

  private String edSigned(SignedJWT token) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(edPair.getPrivate());
    signature.update(token.getSigningInput());
    return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
        + "."
        + Base64URL.encode(signature.sign());
  }

  static String keyId(JWSAlgorithm algorithm) {
    return algorithm.equals(JWSAlgorithm.EdDSA)
        ? "ed"
        : algorithm.equals(JWSAlgorithm.ES256) ? "ec" : "rsa";
  }

  static JOSEObjectType type(String type) {
    return new JOSEObjectType(type);
  }
}

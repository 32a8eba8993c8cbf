package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** A party that signs tokens with a key made on the spot (RFC 7515, ES256). */
final class TokenSigner {
  private static final int COORDINATE = 32;
  private final KeyPair keys;

  TokenSigner() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
  }

  /** The public key as a JWK set. */
  String keySet() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ObjectNode set = Http.JSON.createObjectNode();
    set.putArray("keys")
        .addObject()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("kid", "one")
        .put("x", coordinate(key.getW().getAffineX()))
        .put("y", coordinate(key.getW().getAffineY()));
    return set.toString();
  }

  private static String coordinate(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(COORDINATE, signed.length);
    System.arraycopy(signed, signed.length - length, fixed, COORDINATE - length, length);
    return encoded(fixed);
  }

  String token(String issuer, String audience, String subject, String scope)
      throws GeneralSecurityException {
    ObjectNode header = Http.JSON.createObjectNode().put("alg", "ES256").put("kid", "one");
    ObjectNode claims =
        Http.JSON
            .createObjectNode()
            .put("iss", issuer)
            .put("aud", audience)
            .put("sub", subject)
            .put("scope", scope)
            .put("exp", Instant.now().plusSeconds(300).getEpochSecond());
    String signed =
        encoded(header.toString().getBytes(UTF_8))
            + "."
            + encoded(claims.toString().getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + encoded(signature.sign());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package io.tessera.federation.oidc;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key pair made on the spot, and its algorithm; signs by the JDK alone. */
public final class SigningKey {
  private static final int SALT = 32;
  private static final int COORDINATE = 32;

  private final String id;
  private final String algorithm;
  private final KeyPair pair;

  private SigningKey(String id, String algorithm, KeyPair pair) {
    this.id = id;
    this.algorithm = algorithm;
    this.pair = pair;
  }

  /**
   * @param algorithm RS256, RS384, RS512, PS256 or ES256
   */
  public static SigningKey make(String id, String algorithm) {
    return make(id, algorithm, 2048);
  }

  /** A key that is there already. */
  public static SigningKey of(String id, String algorithm, KeyPair pair) {
    return new SigningKey(id, algorithm, pair);
  }

  /** An RSA key of 1024 bits. */
  public static SigningKey weak(String id) {
    return make(id, "RS256", 1024);
  }

  private static SigningKey make(String id, String algorithm, int rsaBits) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
      if (algorithm.startsWith("ES")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(rsaBits);
      }
      return new SigningKey(id, algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String id() {
    return id;
  }

  String algorithm() {
    return algorithm;
  }

  PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The same key under another name. */
  SigningKey named(String other) {
    return new SigningKey(other, algorithm, pair);
  }

  /** The same key for another algorithm of its kind. */
  SigningKey by(String other) {
    return new SigningKey(id, other, pair);
  }

  byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance(name());
      if (algorithm.startsWith("PS")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT, 1));
      }
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String name() {
    return switch (algorithm) {
      case "RS384" -> "SHA384withRSA";
      case "RS512" -> "SHA512withRSA";
      case "PS256" -> "RSASSA-PSS";
      case "ES256" -> "SHA256withECDSAinP1363Format";
      default -> "SHA256withRSA";
    };
  }

  /** RFC 7517, public part. */
  Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kid", id);
    jwk.put("use", "sig");
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", unsigned(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
      jwk.put("e", unsigned(rsa.getPublicExponent(), 3));
    } else if (pair.getPublic() instanceof ECPublicKey ec) {
      jwk.put("kty", "EC");
      jwk.put("crv", "P-256");
      jwk.put("x", unsigned(ec.getW().getAffineX(), COORDINATE));
      jwk.put("y", unsigned(ec.getW().getAffineY(), COORDINATE));
    }
    return jwk;
  }

  private static String unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] fixed = new byte[length];
    int copied = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - copied, fixed, length - copied, copied);
    return base64(fixed);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] half(byte[] hash) {
    return Arrays.copyOf(hash, hash.length / 2);
  }
}

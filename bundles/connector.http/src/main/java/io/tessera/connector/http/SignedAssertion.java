package io.tessera.connector.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What we say of ourselves in a JWT, signed with RS256 (RFC 7515, RFC 7523 section 3).
 *
 * @param keyId empty: the header names no key
 */
record SignedAssertion(Map<String, String> claims, String keyId, RSAPrivateKey key) {
  /** Some servers take minutes at most. */
  private static final Duration LIFE = Duration.ofMinutes(3);

  private static final int LEAST_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final AttributesJson JSON = new AttributesJson();

  /** The compact form, valid from this moment for some minutes. */
  String at(Instant now) {
    Attributes.Builder header = Attributes.builder().put("alg", "RS256").put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    Attributes.Builder payload = Attributes.builder();
    claims.forEach(payload::put);
    payload.put("iat", seconds(now)).put("exp", seconds(now.plus(LIFE)));
    payload.put("jti", UUID.randomUUID().toString());
    String signed = encoded(header.build()) + "." + encoded(payload.build());
    return signed + "." + BASE64URL.encodeToString(signature(signed.getBytes(US_ASCII)));
  }

  private static Value seconds(Instant time) {
    return new Value.Num(BigDecimal.valueOf(time.getEpochSecond()));
  }

  private static String encoded(Attributes part) {
    return BASE64URL.encodeToString(JSON.write(part));
  }

  private byte[] signature(byte[] signed) {
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initSign(key);
      rs256.update(signed);
      return rs256.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a checked key does not sign", impossible);
    }
  }

  /**
   * Reads the setting {@code .privateKey}.
   *
   * @param pem PKCS #8; line ends may be written as {@code \n}, as in the JSON files that keys come
   *     in
   */
  static RSAPrivateKey key(String pem) {
    Matcher armour = PEM.matcher(pem.replace("\\n", "\n"));
    if (!armour.matches()) {
      throw new ConfigurationException(
          ".privateKey", "is no key of the form -----BEGIN PRIVATE KEY----- (PKCS #8).");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(armour.group(1));
      RSAPrivateKey key =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (key.getModulus().bitLength() < LEAST_BITS) {
        throw new ConfigurationException(".privateKey", "has less than 2048 bits.");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new ConfigurationException(".privateKey", "is no RSA key.");
    }
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "SignedAssertion" + claims.keySet();
  }
}

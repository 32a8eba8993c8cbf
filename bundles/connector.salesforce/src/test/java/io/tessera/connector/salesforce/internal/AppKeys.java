package io.tessera.connector.salesforce.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Keys of connected apps, made at run time. */
final class AppKeys {
  static final AppKeys RIGHT = new AppKeys();
  static final AppKeys WRONG = new AppKeys();

  private final KeyPair pair;

  private AppKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
  }

  String pem() {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  private byte[] encoded() {
    return pair.getPrivate().getEncoded();
  }

  /** The claims of an assertion that this key has signed by RS256; null for any other. */
  JsonNode claims(String assertion) throws IOException {
    String[] parts = assertion.split("\\.", -1);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
      JsonNode header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
      boolean good =
          signature.verify(Base64.getUrlDecoder().decode(parts[2]))
              && header.path("alg").asText().equals("RS256");
      return good ? new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1])) : null;
    } catch (GeneralSecurityException malformed) {
      throw new IOException(malformed);
    }
  }
}

package io.tessera.connector.google.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;

/**
 * Who signs in: a service account and its key.
 *
 * @param privateKey PKCS #8 in PEM; a secret
 * @param keyId empty where it is not known
 */
record ServiceAccount(String email, String privateKey, String keyId, String tokenUrl) {
  private static final String KEY = ".privateKey";
  private static final String TOKEN_URL = "https://oauth2.googleapis.com/token";

  /**
   * From the settings.
   *
   * @param email needed where the key is PEM
   * @param key PEM, or the JSON document that is handed out when a key is made
   */
  static ServiceAccount of(String email, String key, String tokenUrl) {
    String text = key.strip();
    if (text.isEmpty()) {
      throw new ConfigurationException(
          KEY, "is missing; give the service account's key as JSON or PEM.");
    }
    Attributes document = text.startsWith("{") ? document(text) : Attributes.empty();
    String account = first(email, document.text("client_email").orElse(""));
    if (account.isEmpty()) {
      throw new ConfigurationException("serviceAccount", "is missing; the key does not name it.");
    }
    return new ServiceAccount(
        account,
        document.isEmpty() ? text : document.text("private_key").orElse(""),
        document.text("private_key_id").orElse(""),
        first(tokenUrl, document.text("token_uri").orElse(TOKEN_URL)));
  }

  private static Attributes document(String text) {
    try {
      Attributes document = new AttributesJson().read(text.getBytes(UTF_8));
      if (document.text("private_key").isPresent()) {
        return document;
      }
    } catch (JsonFormatException malformed) {
      throw new ConfigurationException(KEY, "is cut short or otherwise no JSON document.");
    }
    throw new ConfigurationException(
        KEY, "is a JSON document without private_key; make a key of the type JSON.");
  }

  private static String first(String set, String otherwise) {
    return set.isBlank() ? otherwise : set.strip();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return email;
  }
}

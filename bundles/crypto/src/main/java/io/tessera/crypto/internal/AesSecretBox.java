package io.tessera.crypto.internal;

import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Seals with the newest key of {@link MasterKeys} and a random nonce. A sealed value is one byte
 * with the length of the key id, the key id, 12 bytes of nonce, ciphertext and tag.
 */
@Component(name = "io.tessera.crypto.secrets", service = SecretBox.class)
public final class AesSecretBox implements SecretBox {
  private static final String DATA_PROPERTY = "tessera.data";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKey> keys;
  private final String current;

  @Activate
  public AesSecretBox(BundleContext context) {
    this(dataDirectory(context.getProperty(DATA_PROPERTY)));
  }

  /**
   * @throws IllegalStateException the key file is readable by others, damaged or lost
   */
  AesSecretBox(Path dataDirectory) {
    this.keys = new MasterKeys(dataDirectory, random).load();
    this.current = keys.keySet().stream().reduce("", (before, last) -> last);
  }

  private static Path dataDirectory(@Nullable String property) {
    if (property == null || property.isBlank()) {
      throw new IllegalStateException("The framework property " + DATA_PROPERTY + " is not set");
    }
    return Path.of(property);
  }

  @Override
  public byte[] seal(byte[] clear, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] id = current.getBytes(StandardCharsets.US_ASCII);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      SecretKey key = keys.get(current);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bound(current, context));
      byte[] text = cipher.doFinal(clear);
      return ByteBuffer.allocate(1 + id.length + nonce.length + text.length)
          .put((byte) id.length)
          .put(id)
          .put(nonce)
          .put(text)
          .array();
    } catch (GeneralSecurityException notInThisJava) {
      throw new IllegalStateException("This Java has no " + CIPHER, notInThisJava);
    }
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    int idLength = sealed.length == 0 ? 0 : sealed[0];
    int text = 1 + idLength + NONCE_BYTES;
    if (idLength <= 0 || sealed.length < text + TAG_BITS / Byte.SIZE) {
      throw new SecretUnreadableException(
          "The sealed value of " + context + " is cut off", new IllegalArgumentException());
    }
    String id = new String(sealed, 1, idLength, StandardCharsets.US_ASCII);
    SecretKey key = keys.get(id);
    if (key == null) {
      throw new SecretUnreadableException(
          "The sealed value of " + context + " needs a key that is not in the key file",
          new IllegalArgumentException());
    }
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.DECRYPT_MODE,
          key,
          new GCMParameterSpec(TAG_BITS, sealed, 1 + idLength, NONCE_BYTES));
      cipher.updateAAD(bound(id, context));
      return cipher.doFinal(sealed, text, sealed.length - text);
    } catch (GeneralSecurityException altered) {
      throw new SecretUnreadableException(
          "The sealed value of " + context + " was altered or belongs elsewhere", altered);
    }
  }

  private static byte[] bound(String id, String context) {
    return (id + "|" + context).getBytes(StandardCharsets.UTF_8);
  }
}

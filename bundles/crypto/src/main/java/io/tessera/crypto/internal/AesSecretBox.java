package io.tessera.crypto.internal;

import io.tessera.crypto.KeyRing;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
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
@Component(
    name = "io.tessera.crypto.secrets",
    service = {SecretBox.class, KeyRing.class})
public final class AesSecretBox implements SecretBox, KeyRing {
  private static final String DATA_PROPERTY = "tessera.data";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final MasterKeys file;
  private volatile Keys keys;

  /** By id, the one that seals last. */
  private record Keys(Map<String, SecretKey> byId) {
    String sealing() {
      return byId.keySet().stream().reduce("", (before, last) -> last);
    }
  }

  @Activate
  public AesSecretBox(BundleContext context) {
    this(dataDirectory(context.getProperty(DATA_PROPERTY)));
  }

  /**
   * @throws IllegalStateException the key file is readable by others, damaged or lost
   */
  AesSecretBox(Path dataDirectory) {
    this.file = new MasterKeys(dataDirectory, random);
    this.keys = new Keys(file.load());
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
    Keys now = keys;
    String current = now.sealing();
    byte[] id = current.getBytes(StandardCharsets.US_ASCII);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      SecretKey key = now.byId().get(current);
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
    String id = keyOf(sealed, context);
    int idLength = id.length();
    int text = 1 + idLength + NONCE_BYTES;
    SecretKey key = key(id);
    if (key == null) {
      throw new SecretUnreadableException(
          "The sealed value of "
              + context
              + " needs the key "
              + id
              + ", which is not in the key"
              + " file",
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

  /** A key that is not known may have been put into the file since, from another node. */
  private @Nullable SecretKey key(String id) {
    SecretKey known = keys.byId().get(id);
    if (known != null) {
      return known;
    }
    reload();
    return keys.byId().get(id);
  }

  private synchronized void reload() {
    keys = new Keys(file.load());
  }

  private static String keyOf(byte[] sealed, String context) {
    int length = sealed.length == 0 ? 0 : sealed[0];
    if (length <= 0 || sealed.length < 1 + length + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw new SecretUnreadableException(
          "The sealed value of " + context + " is cut off", new IllegalArgumentException());
    }
    return new String(sealed, 1, length, StandardCharsets.US_ASCII);
  }

  @Override
  public String keyOf(byte[] sealed) {
    return keyOf(sealed, "a secret");
  }

  @Override
  public List<String> keys() {
    return List.copyOf(keys.byId().keySet());
  }

  @Override
  public String sealing() {
    return keys.sealing();
  }

  @Override
  public String newId() {
    return file.newId();
  }

  @Override
  public synchronized void add(String key) {
    reload();
    Map<String, SecretKey> changed = new LinkedHashMap<>();
    changed.put(key, file.newKey());
    changed.putAll(keys.byId());
    save(changed);
  }

  @Override
  public synchronized void sealWith(String key) {
    Map<String, SecretKey> changed = without(key);
    changed.put(key, keys.byId().get(key));
    save(changed);
  }

  @Override
  public synchronized void remove(String key) {
    Map<String, SecretKey> changed = without(key);
    if (keys.sealing().equals(key)) {
      throw new IllegalArgumentException("The key " + key + " is the one that seals");
    }
    save(changed);
  }

  private Map<String, SecretKey> without(String key) {
    reload();
    Map<String, SecretKey> changed = new LinkedHashMap<>(keys.byId());
    if (changed.remove(key) == null) {
      throw new IllegalArgumentException("There is no key " + key);
    }
    return changed;
  }

  private void save(Map<String, SecretKey> changed) {
    file.save(changed);
    keys = new Keys(changed);
  }
}

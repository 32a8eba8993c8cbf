package io.tessera.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Seals secrets for the database (AES-256-GCM) with a key that lies outside of it.
 *
 * <p>The context, e.g. {@code secret|value|REFERENCE}, is bound to the sealed value: it opens
 * nowhere else.
 */
@ProviderType
public interface SecretBox {
  byte[] seal(byte[] clear, String context);

  /**
   * @throws SecretUnreadableException the value was sealed with another key, for another context,
   *     or was altered
   */
  byte[] open(byte[] sealed, String context);
}

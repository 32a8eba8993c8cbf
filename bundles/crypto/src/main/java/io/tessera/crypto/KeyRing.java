package io.tessera.crypto;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys of the {@link SecretBox}, which lie in a file of this node. One seals, all open. Where
 * several nodes share a database, each has a copy of the file.
 */
@ProviderType
public interface KeyRing {
  /** All keys, the one that seals last. */
  List<String> keys();

  /** The key that seals. */
  String sealing();

  /** An id for a key that is to be added. */
  String newId();

  /**
   * Makes a new key. It opens; nothing is sealed with it before {@link #sealWith}.
   *
   * @param key its {@link #newId}
   */
  void add(String key);

  /**
   * From now on this key seals, on this node.
   *
   * @throws IllegalArgumentException there is no such key
   */
  void sealWith(String key);

  /**
   * Forgets a key. What is sealed with it can never be opened again.
   *
   * @throws IllegalArgumentException there is no such key, or it is the one that seals
   */
  void remove(String key);

  /** The key that a sealed value needs. */
  String keyOf(byte[] sealed);
}

package io.tessera.store.spi;

import io.tessera.model.Attributes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Configuration as versioned documents. Every version is kept; each change raises the version of
 * the whole, by which caches know what they hold.
 */
@ConsumerType
public interface Configurations {
  /** The version of the whole; cheap, asked in every write. */
  long version();

  List<Item> items(String kind);

  Optional<Item> item(String kind, UUID id);

  /** The versions a document has had, the present one among them, newest first. */
  List<Past> history(String kind, UUID id, int limit);

  /**
   * Creates a document (version 1) or puts its next version in place.
   *
   * @param origin for the history and for the record in the journal, which is written as well: it
   *     tells which paths changed, and digests of the document before and after
   * @param secrets names of secrets that were set, replaced or removed with it
   * @throws io.tessera.model.RejectedException UNIQUENESS at {@code name}; STALE when the present
   *     version is not one less
   */
  void put(Item item, Change.Origin origin, Collection<String> secrets);

  /** As {@link #put(Item, Change.Origin, Collection)} with the secrets it had. */
  default void put(Item item, Change.Origin origin) {
    put(item, origin, List.of());
  }

  /**
   * Removes a document, and writes the record of it.
   *
   * @throws io.tessera.model.RejectedException STALE when the present version is another
   */
  void remove(String kind, UUID id, long version, Change.Origin origin);

  /** Discards what waits for a target and forgets its lanes and account links. */
  void forgetTarget(UUID target);

  /**
   * Keeps an encrypted value under a reference. The record of the document it belongs to names it.
   */
  void putSecret(String reference, byte[] sealed);

  Optional<byte[]> secret(String reference);

  void removeSecret(String reference);

  /** All encrypted values by their references. */
  Map<String, byte[]> secrets();

  /** Keeps other writers of configuration and secrets out until the transaction ends. */
  void lock();

  /** Whether any encrypted value is kept. */
  boolean anySecret();

  /** A version of a document that was put in place at some time, and by whom. */
  record Past(Item item, Instant at, String who) {}

  /**
   * @param kind e.g. {@code target}
   * @param name unique within its kind
   */
  record Item(String kind, UUID id, String name, long version, Attributes document) {}
}

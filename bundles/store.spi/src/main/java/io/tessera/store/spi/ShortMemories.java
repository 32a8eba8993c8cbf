package io.tessera.store.spi;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** What signing in remembers until a moment. What is past it is not found any more. */
@ConsumerType
public interface ShortMemories {
  /**
   * Puts something there, unless there is something.
   *
   * @param kind at most 16 characters
   * @param keyDigest SHA-256 in lower-case hexadecimal
   * @return false when something that is not past is there already, which stays
   */
  boolean put(String kind, String keyDigest, byte[] content, Instant expires, Instant now);

  /** Puts it there, whatever was. */
  void replace(String kind, String keyDigest, byte[] content, Instant expires);

  Optional<byte[]> find(String kind, String keyDigest, Instant now);

  /** As {@link #find}, and it is gone: of several transactions, one gets it. */
  Optional<byte[]> take(String kind, String keyDigest, Instant now);

  /** Whether it is there, and now ends at another moment. */
  boolean prolong(String kind, String keyDigest, Instant expires, Instant now);

  /**
   * Forgets what is past.
   *
   * @return how many, at most {@code most}
   */
  int purge(Instant now, int most);
}

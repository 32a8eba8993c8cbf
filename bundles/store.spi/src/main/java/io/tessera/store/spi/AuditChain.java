package io.tessera.store.spi;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The journal sealed into a chain: each link is the SHA-256 of the link before, the position and
 * the digest of one change. A change enters the chain some time after its transaction; {@link
 * #seal} does it. Payloads enter by digests of their own, which stay when the payloads are erased.
 */
@ConsumerType
public interface AuditChain {
  /**
   * Appends changes that are not sealed yet, in one transaction, roughly oldest first.
   *
   * @return how many; empty when the lease was lost, and nothing was done then
   */
  OptionalInt seal(Leases.Lease lease, int most);

  /** How many changes are not sealed yet. */
  long waiting();

  /**
   * Computes links again and compares.
   *
   * @param after where to begin: its link is compared with the one that is kept, then what follows
   *     it is computed; null for the beginning
   * @param most links to compute
   */
  Verification verify(@Nullable Seal after, int most);

  /**
   * The chain as it is kept, in order: all that is hashed, and nothing of what payloads say.
   *
   * @param after position to go on after; 0 for the beginning
   */
  List<Link> links(long after, int most);

  /**
   * A link with the change that is sealed in it.
   *
   * @param link 64 hexadecimal digits, as {@code digest}
   * @param happened milliseconds since 1970
   * @param kind as it is hashed, like the texts that follow; all are empty when the change is gone
   */
  record Link(
      long position,
      String link,
      String digest,
      UUID change,
      long happened,
      String kind,
      String type,
      String resource,
      long version,
      String serviceProvider,
      String actor,
      String channel,
      String causality,
      long configuration,
      Payloads payloads) {}

  /** SHA-256 of what a change holds, in hexadecimal; null where there is nothing. */
  record Payloads(
      @Nullable String decisions,
      @Nullable String before,
      @Nullable String after,
      @Nullable String members) {}

  /**
   * A place in the chain.
   *
   * @param position from 1; 0 stands before the first
   * @param link 64 hexadecimal digits
   */
  record Seal(long position, String link) {}

  /**
   * What was found.
   *
   * @param checked how many links were right
   * @param until the last of those; null when there was none
   * @param complete whether it is the last there is
   * @param broken where the chain breaks; null when it does not
   * @param waiting changes that are not sealed yet
   * @param strays changes that are neither sealed nor wait for it; counted when complete, and may
   *     be too low while others write
   */
  record Verification(
      long checked,
      @Nullable Seal until,
      boolean complete,
      @Nullable Break broken,
      long waiting,
      long strays) {}

  /**
   * Where and why the chain breaks.
   *
   * @param position 0 for a change that disappeared before it was sealed
   * @param change that was sealed there; null when nobody can tell
   */
  record Break(long position, @Nullable UUID change, Fault fault) {}

  /** Why it breaks. */
  enum Fault {
    /** The change is not what was sealed. */
    CHANGED,
    /** One of its payloads is not what was sealed. */
    PAYLOAD_CHANGED,
    /** A payload is gone that nobody erased. */
    PAYLOAD_LOST,
    /** The change is gone. */
    MISSING,
    /** A position is gone. */
    GAP,
    /** The link does not follow from the one before. */
    RELINKED,
    /** The chain does not hold, or holds no longer, the place to begin after. */
    ANCHOR
  }
}

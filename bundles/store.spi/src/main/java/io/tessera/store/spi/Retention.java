package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What need not be kept any longer, in small steps. A payload is what a change made of a resource
 * and what the resource was before; the change itself stays for ever. Payloads that are not sealed
 * yet, or that an operation still has to deliver, stay until that is done.
 */
@ConsumerType
public interface Retention {
  /**
   * Erases payloads of changes older than {@code before}, newest first, in one transaction.
   *
   * @param from only changes at or after it
   * @param below where the step before ended; null for the first
   * @param most changes to look at
   */
  Swept erasePayloads(Instant from, Instant before, AuditTrail.@Nullable Place below, int most);

  /**
   * Has all payloads of a resource erased that there are now, as soon as nothing needs them.
   *
   * @see #eraseRequested
   */
  void request(ResourceId resource);

  /** Resources with payloads that are to be erased still. */
  List<ResourceId> requested(int most);

  /**
   * Erases payloads of a resource that were asked for by {@link #request}, and what was sent to
   * targets for it, in one transaction.
   */
  Progress eraseRequested(ResourceId resource, int most);

  /**
   * Removes operations that are done with since {@code before}, with their attempts, in one
   * transaction.
   *
   * @param below id where the step before ended; null for the first
   * @param most operations to look at
   */
  Purged purgeOperations(Instant before, @Nullable UUID below, int most);

  /**
   * @param erased how many changes lost their payloads
   * @param kept how many had to keep them
   * @param next null at the end
   */
  record Swept(int erased, int kept, AuditTrail.@Nullable Place next) {}

  /**
   * @param erased how many changes lost their payloads
   * @param more whether there is more that can be erased now
   * @param waiting changes whose payloads are needed still
   */
  record Progress(int erased, boolean more, int waiting) {}

  /**
   * @param next null at the end
   */
  record Purged(int operations, @Nullable UUID next) {}
}

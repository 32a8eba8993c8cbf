package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One acknowledged change as the journal keeps it for ever: who did what, when, through which door.
 *
 * @param id time-ordered
 * @param version of the identity or group after the change; 0 for an erasure
 * @param causality the request that caused it, as its answer told in {@code X-Causality-Id}
 * @param configuration version of the configuration that selected the targets
 * @param position in the audit chain, from 1; null while it is not sealed
 * @param erased when what it changed was erased; null when it was not
 */
public record AuditRecord(
    UUID id,
    Instant at,
    Kind kind,
    ResourceType type,
    ResourceId resource,
    long version,
    String serviceProvider,
    String actor,
    String channel,
    String causality,
    long configuration,
    @Nullable Long position,
    @Nullable Instant erased) {

  /** What was done. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    /** What other records of the identity say it was and became was erased, on request. */
    ERASE
  }

  public Optional<Long> positionIfSealed() {
    return Optional.ofNullable(position);
  }

  public Optional<Instant> erasedIfSo() {
    return Optional.ofNullable(erased);
  }
}

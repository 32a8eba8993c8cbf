package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged write: its journal entry, which is its audit record too.
 *
 * @param id time-ordered (UUID version 7)
 * @param version the resource's version after the change
 * @param configuration version of the configuration that selected the targets
 * @param decisions which rules selected which targets, for people
 * @param before attributes before; null for a creation
 * @param after attributes after; null for a deletion
 */
public record Change(
    UUID id,
    Instant at,
    Kind kind,
    ResourceType type,
    ResourceId resource,
    long version,
    Origin origin,
    long configuration,
    Attributes decisions,
    @Nullable Attributes before,
    @Nullable Attributes after,
    MembershipDelta members) {

  /** What was done. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Who did it, through which door. */
  public record Origin(String serviceProvider, String actor, String channel, String causality) {}
}

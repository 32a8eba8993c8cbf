package io.tessera.provisioning.api.admin;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import java.util.UUID;

/**
 * An attribute that is indexed by configuration, so that filters and sorting by it cost the same
 * however many resources there are.
 *
 * @param done resources looked at so far; 0 unless building
 * @param total about how many there are
 * @param version of the configuration of this index, for its deletion
 */
public record AttributeIndex(
    UUID id,
    ResourceType type,
    AttributePath attribute,
    Source source,
    State state,
    long done,
    long total,
    long version) {

  /** Who wants it. */
  public enum Source {
    /** An operator, by {@link IndexedAttributes#create}. */
    OPERATOR,
    /** A custom schema that marks the attribute. */
    SCHEMA
  }

  /** How far it is. */
  public enum State {
    /** New values are indexed; those that were there before are being indexed. */
    BUILDING,
    /** Filters use it. */
    READY,
    /** No longer wanted; its entries are being removed. */
    REMOVING,
    /** The schema has no such attribute any more. */
    ABSENT
  }
}

package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** The journal, for people. */
@ConsumerType
public interface AuditTrail {
  /**
   * Newest first. Changes that are not sealed yet are among them, of those the newest thousand.
   *
   * @param below where the page before ended; null for the first
   */
  Found find(Selection selection, @Nullable Place below, int limit);

  Optional<Details> change(UUID id);

  /** How many changes of users and groups were made in a span of time. Costs a look at each. */
  long count(Instant from, Instant before);

  /** The operations a change has at the targets; those that were purged are gone. */
  List<UUID> operations(ResourceId resource, UUID change);

  /**
   * Writes that payloads of a resource are erased on somebody's request, as a change of its own.
   */
  void recordErasure(Erasure erasure);

  /** Which changes; null means any. */
  record Selection(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String actor,
      @Nullable String serviceProvider,
      @Nullable String channel,
      @Nullable String type,
      @Nullable ResourceId resource,
      @Nullable Kind kind,
      @Nullable String causality) {}

  /** Where a change is in the order of time. */
  record Place(Instant at, UUID id) {}

  /**
   * A page.
   *
   * @param entries perhaps fewer than the limit, or none, though there are more
   * @param next null at the end
   */
  record Found(List<Entry> entries, @Nullable Place next) {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /** What was done. */
  enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    /** Payloads of the resource's changes were erased. */
    ERASE,
    /** See {@link Deed.Kind}. */
    CONFIGURE,
    /** See {@link Deed.Kind}. */
    DECIDE,
    /** See {@link Deed.Kind}. */
    SIGN_IN;

    /** Whether it is what was done to an identity or group, not a {@link Deed}. */
    public boolean isOfResource() {
      return this == CREATE || this == UPDATE || this == DELETE || this == ERASE;
    }
  }

  /**
   * A change without its payloads.
   *
   * @param type name of a {@link ResourceType}; of a deed, its object
   * @param version the resource's after the change
   * @param configuration version of the configuration that selected the targets
   * @param facts of a deed; else empty
   * @param position in the chain; null while it is not sealed
   * @param erased when its payloads were erased; null when they were not
   */
  record Entry(
      UUID id,
      Instant at,
      Kind kind,
      String type,
      ResourceId resource,
      long version,
      Change.Origin origin,
      long configuration,
      Attributes facts,
      @Nullable Long position,
      @Nullable Instant erased) {}

  /**
   * A change with everything that is kept of it.
   *
   * @param decisions which rules selected which targets; of an erasure, why
   * @param digest of the change, 64 hexadecimal digits; null while it is not sealed
   * @param link likewise
   */
  record Details(
      Entry entry,
      Attributes decisions,
      @Nullable Attributes before,
      @Nullable Attributes after,
      MembershipDelta members,
      @Nullable String digest,
      @Nullable String link) {}

  /** Who had payloads erased, and why. */
  record Erasure(
      UUID id,
      Instant at,
      ResourceType type,
      ResourceId resource,
      Change.Origin origin,
      long configuration,
      String reason) {}
}

package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Users and groups that are at targets only: their ids, and the changes on their way there. What
 * they are is in the operations, sealed, until the operations are finished or given up.
 */
@ConsumerType
public interface PassedResources {
  void insert(PassedResource resource);

  Optional<PassedResource> find(ResourceId id);

  /** Keeps others from changing it until the transaction ends. */
  Optional<PassedResource> findForUpdate(ResourceId id);

  /** Puts the next version in place. */
  void update(ResourceId id, long version, Instant lastModified);

  void remove(ResourceId id);

  /**
   * Those of one service provider, in the order of their ids.
   *
   * @param after null for the first page
   */
  List<PassedResource> list(
      String serviceProvider,
      String domain,
      ResourceType type,
      @Nullable ResourceId after,
      int limit);

  long count(String serviceProvider, String domain, ResourceType type);

  /** Whether there are any in a user store. */
  boolean areIn(String domain);

  /**
   * What resources of a user store are, kept here or not, in a few queries for all.
   *
   * @return without those that are not there
   */
  Map<ResourceId, ResourceType> types(String domain, Collection<ResourceId> ids);

  /**
   * Writes the journal entry of a change, which tells no values, and an operation that carries them
   * at the end of each target's lane.
   *
   * @param payloads by target; sealed
   * @param key names the key that they are sealed with
   */
  void record(Change change, Map<UUID, Attributes> payloads, String key);

  /**
   * Has the operations of a change, recorded in this transaction, carry a password until they are
   * finished.
   *
   * @param sealedPassword of up to 4,000 characters
   * @param key names the key that it is sealed with
   */
  void carry(Change change, Collection<UUID> targets, String sealedPassword, String key);

  /**
   * The newest payload that is on its way, with the change it is of; none when that is older than
   * the version the resource has, so that its targets have been told of newer ones.
   */
  Optional<Pending> newest(ResourceId id);

  /** How many operations that are not finished need a key. */
  long sealedWith(String key);

  /**
   * @param serviceProvider who created it
   */
  record PassedResource(
      ResourceType type,
      ResourceId id,
      String serviceProvider,
      String domain,
      long version,
      Instant created,
      Instant lastModified) {}

  /** A payload on its way. */
  record Pending(UUID change, Attributes payload) {}
}

package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Which attributes are indexed besides those that always are. */
@ProviderType
public interface IndexedAttributes {
  /** By type and attribute. */
  List<AttributeIndex> list();

  Optional<AttributeIndex> get(UUID id);

  /**
   * Has an attribute indexed. New values are indexed at once, present ones in the background.
   *
   * @param attribute as a client writes it in a filter, e.g. {@code title} or {@code
   *     addresses.country}
   * @throws RejectedException INVALID_VALUE at {@code attribute}; UNIQUENESS when it is indexed
   */
  AttributeIndex create(Caller caller, ResourceType type, String attribute);

  /**
   * Gives an index up. Its entries are removed in the background.
   *
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT when a custom schema wants it
   */
  void delete(Caller caller, UUID id, long expectedVersion);
}

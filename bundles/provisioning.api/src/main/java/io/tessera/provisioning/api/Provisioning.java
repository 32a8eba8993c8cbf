package io.tessera.provisioning.api;

import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.patch.Patch;
import io.tessera.model.schema.ResourceSchema;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one way to read and write identities and groups. A write that returns is kept for good, with
 * its journal entry and with an operation for each target it concerns.
 *
 * <p>Attributes are given as the caller wrote them: names in any case, readOnly attributes ignored,
 * {@code externalId} and {@code password} among them, {@code members} as complex values with {@code
 * value}. They are returned in the schema's spelling with {@code groups} and {@code members}
 * included when asked for, and without password; id, meta and externalId are in {@link Resource}.
 *
 * <p>All methods throw {@link io.tessera.model.RejectedException} for the caller's mistakes, with
 * all problems found, and {@link io.tessera.model.UnavailableException} when the database is away.
 */
@ProviderType
public interface Provisioning {
  /** The schema in force for a type, custom extensions included. */
  ResourceSchema schema(ResourceType type);

  Resource create(Caller caller, ResourceType type, Attributes attributes, Set<Include> include);

  /** Puts the given attributes in the place of all present ones (RFC 7644 section 3.5.1). */
  Resource replace(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Attributes attributes,
      Precondition precondition,
      Set<Include> include);

  /**
   * Carries a patch out, all of it or nothing (RFC 7644 section 3.5.2). When it changes nothing the
   * version stays.
   */
  Resource modify(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Patch patch,
      Precondition precondition,
      Set<Include> include);

  /** Deletes; members of a deleted group stay, memberships of a deleted resource go. */
  void delete(Caller caller, ResourceType type, ResourceId id, Precondition precondition);

  Optional<Resource> get(Caller caller, ResourceType type, ResourceId id, Set<Include> include);

  Page<Resource> find(Caller caller, ResourceType type, Query query, Set<Include> include);
}

package io.tessera.store.spi;

import io.tessera.model.AttributePath;
import io.tessera.model.Page;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Identities and groups. The {@code viewer} is the service provider whose externalId is read and
 * written; the others' stay as they are.
 */
@ConsumerType
public interface Resources {
  Optional<Resource> find(String viewer, ResourceType type, ResourceId id);

  /** Several of one type, in one query and no order; those that are not there are left out. */
  List<Resource> find(String viewer, ResourceType type, Collection<ResourceId> ids);

  /**
   * What people call users and groups: a user's displayName, else userName; at most 256 characters.
   * One query for each type; those that are not there are left out.
   */
  Map<ResourceId, String> labels(Collection<ResourceId> ids);

  /** Reads the present state and keeps other writers of this resource out until the end. */
  Optional<Resource> findForUpdate(String viewer, ResourceType type, ResourceId id);

  /**
   * Finds resources of one domain and of the schema's type. A filter with an indexed clause is one
   * SQL statement with bind parameters; clauses that have no index are decided on the rows the
   * others leave.
   *
   * <p>By cursor, the total is only told where it costs nothing to know.
   *
   * @param schema in force; says how values compare and which attributes are indexed besides those
   *     that always are
   * @throws io.tessera.model.RejectedException TOO_MANY, naming the attribute to index, when no
   *     clause is indexed and there are more rows than may be scanned; INVALID_CURSOR
   */
  Page<Resource> find(String viewer, String domain, ResourceSchema schema, Query query);

  /**
   * How the identity of that name signs in, if it has a password.
   *
   * @param userName in any case
   */
  Optional<Credential> credential(String domain, String userName);

  /**
   * @param schema in force; what it indexes is indexed in this transaction
   * @param passwordHash in PHC format; null for none
   * @throws io.tessera.model.RejectedException UNIQUENESS with the attribute whose value is taken
   */
  void insert(
      String viewer, ResourceSchema schema, Resource resource, @Nullable String passwordHash);

  /**
   * Puts a new version in the place of the previous one, which the caller has read in this
   * transaction.
   *
   * @param schema in force; what it indexes is indexed in this transaction
   * @param after its version is one more than the present one
   * @param password what to do with the password
   * @throws io.tessera.model.RejectedException UNIQUENESS with the attribute whose value is taken
   */
  void update(
      String viewer,
      ResourceSchema schema,
      Resource before,
      Resource after,
      PasswordChange password);

  /** Removes it with its memberships on both sides, its index and its external ids. */
  void delete(ResourceSchema schema, ResourceId id);

  /**
   * Indexes one attribute of the resources that were there before it was configured, in the order
   * of their ids. Doing it twice does no harm.
   *
   * @param path one of the schema's indexed attributes
   * @param after the last resource done; null to begin
   * @param most how many resources to do in this transaction
   */
  Reindexed reindex(
      ResourceSchema schema, AttributePath path, @Nullable ResourceId after, int most);

  /**
   * Removes index entries of an attribute that is no longer indexed.
   *
   * @param most how many to remove in this transaction
   * @return how many were removed; fewer than {@code most} at the end
   */
  int unindex(ResourceType type, AttributePath path, int most);

  /** About how many resources of a type there are; cheap. */
  long estimate(ResourceType type);

  /**
   * How far indexing came.
   *
   * @param last where to go on; null at the end
   * @param done resources looked at in this step
   */
  record Reindexed(@Nullable ResourceId last, int done) {}

  /**
   * How an identity signs in.
   *
   * @param version of the resource; changes with the password
   * @param passwordHash in PHC format
   */
  record Credential(ResourceId id, long version, boolean active, String passwordHash) {
    /** Never the hash. */
    @Override
    public String toString() {
      return "Credential[" + id + ", version " + version + "]";
    }
  }

  /** What an update does with the password. */
  sealed interface PasswordChange {
    PasswordChange KEEP = new Keep();

    record Keep() implements PasswordChange {}

    /** Sets the hash, in PHC format. */
    record Set(String hash) implements PasswordChange {
      @Override
      public String toString() {
        return "Set";
      }
    }

    record Clear() implements PasswordChange {}
  }
}

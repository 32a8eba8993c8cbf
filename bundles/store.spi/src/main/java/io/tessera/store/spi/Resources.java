package io.tessera.store.spi;

import io.tessera.model.Page;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
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

  /** Reads the present state and keeps other writers of this resource out until the end. */
  Optional<Resource> findForUpdate(String viewer, ResourceType type, ResourceId id);

  /**
   * Finds resources of one domain. A filter with an indexed clause is one SQL statement with bind
   * parameters; clauses that have no index are decided on the rows the others leave.
   *
   * @throws io.tessera.model.RejectedException TOO_MANY, naming the attribute to index, when no
   *     clause is indexed and there are more rows than may be scanned
   */
  Page<Resource> find(String viewer, String domain, ResourceType type, Query query);

  /**
   * @param passwordHash in PHC format; null for none
   * @throws io.tessera.model.RejectedException UNIQUENESS with the attribute whose value is taken
   */
  void insert(String viewer, Resource resource, @Nullable String passwordHash);

  /**
   * Puts a new version in the place of the previous one, which the caller has read in this
   * transaction.
   *
   * @param after its version is one more than the present one
   * @param password what to do with the password
   * @throws io.tessera.model.RejectedException UNIQUENESS with the attribute whose value is taken
   */
  void update(String viewer, Resource before, Resource after, PasswordChange password);

  /** Removes it with its memberships on both sides, its index and its external ids. */
  void delete(ResourceType type, ResourceId id);

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

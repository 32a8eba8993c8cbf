package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The roles there are. A change of one reaches all who hold it, soon afterwards. */
@ProviderType
public interface Roles {
  /** By name. */
  List<Role> list();

  Optional<Role> get(UUID id);

  /**
   * @throws RejectedException INVALID_VALUE with the place of what is wrong: an unknown target or
   *     role, roles that include each other (with the way around); UNIQUENESS at {@code name}
   */
  Role create(Caller caller, Role.Draft draft);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE; INVALID_VALUE at {@code name}
   *     when it is another
   */
  Role replace(Caller caller, UUID id, long expectedVersion, Role.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT while somebody is assigned it, or a role
   *     includes it, or a rule grants it
   */
  void delete(Caller caller, UUID id, long expectedVersion);
}

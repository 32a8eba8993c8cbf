package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The user store domains of the server. */
@ProviderType
public interface UserStores {
  /** All, {@link UserStore#PRIMARY} first, the others by name. */
  List<UserStore> list();

  Optional<UserStore> get(UUID id);

  /**
   * A domain by its name in any case, as far as this node knows; cheap, for every request.
   *
   * @return empty when no such domain is configured
   */
  Optional<UserStore> named(String anyCase);

  /**
   * Creates a domain. It can be used, on this node, when this returns.
   *
   * @throws RejectedException INVALID_VALUE or UNIQUENESS at {@code name}
   */
  UserStore create(Caller caller, UserStore.Draft draft);

  /**
   * Changes the description.
   *
   * @throws RejectedException NOT_FOUND; STALE; INVALID_VALUE at {@code name} when it is another;
   *     CONFLICT for {@link UserStore#PRIMARY}
   */
  UserStore replace(Caller caller, UUID id, long expectedVersion, UserStore.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT while users or groups live in it or a
   *     service provider works in it, and for {@link UserStore#PRIMARY}
   */
  void delete(Caller caller, UUID id, long expectedVersion);
}

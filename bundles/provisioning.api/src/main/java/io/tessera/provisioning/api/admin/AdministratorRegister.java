package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who administers the server. What is changed acts at once on this node, within five seconds on
 * others. There is always one enabled administrator who may do everything.
 */
@ProviderType
public interface AdministratorRegister {
  /** How many there may be. */
  int MOST = 500;

  /** How many targets one may be limited to. */
  int MOST_TARGETS = 20;

  /** All, by name. */
  List<Administrator> list();

  /**
   * @param name in any case
   */
  Optional<Administrator> get(String name);

  /**
   * @throws RejectedException INVALID_VALUE with the field; UNIQUENESS at {@code name}; CONFLICT
   *     when there are {@link #MOST}
   */
  Administrator create(Caller caller, Administrator.Draft draft, String password);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE; CONFLICT when nobody could do
   *     everything any more
   */
  Administrator replace(
      Caller caller, String name, long expectedVersion, Administrator.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT when nobody could do everything any more
   */
  void delete(Caller caller, String name, long expectedVersion);

  /**
   * Gives one another password; their sessions end.
   *
   * @throws RejectedException NOT_FOUND; INVALID_VALUE at {@code password}
   */
  void setPassword(Caller caller, String name, String password);
}

package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** All work through all users and groups, of whatever kind. */
@ProviderType
public interface Runs {
  /** Those under way first, then the newest; at most 200. */
  List<Run> list(Caller caller);

  Optional<Run> get(Caller caller, UUID id);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT when it is not running, or is of a kind that is
   *     not paused
   */
  Run pause(Caller caller, UUID id);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT when it is not paused
   */
  Run resume(Caller caller, UUID id);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT when it has ended, or is of a kind that is not
   *     cancelled
   */
  Run cancel(Caller caller, UUID id);
}

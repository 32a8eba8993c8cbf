package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Provisions everyone who is there already. A load goes on where it was after a restart, and may be
 * paused and cancelled; what was queued by then is delivered.
 */
@ProviderType
public interface InitialLoads {
  /**
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code target} or {@code
   *     perSecond}; CONFLICT when one is under way for the target
   */
  InitialLoad start(Caller caller, InitialLoad.Draft draft);

  /** Newest first, at most 100. */
  List<InitialLoad> list(Caller caller);

  Optional<InitialLoad> get(Caller caller, UUID id);

  /**
   * @throws io.tessera.model.RejectedException NOT_FOUND; CONFLICT when it is not running
   */
  InitialLoad pause(Caller caller, UUID id);

  /**
   * @throws io.tessera.model.RejectedException NOT_FOUND; CONFLICT when it is not paused
   */
  InitialLoad resume(Caller caller, UUID id);

  /**
   * @throws io.tessera.model.RejectedException NOT_FOUND; CONFLICT when it has ended
   */
  InitialLoad cancel(Caller caller, UUID id);
}

package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Where alerts go. */
@ProviderType
public interface AlertChannels {
  /** By name. */
  List<AlertChannel> list();

  Optional<AlertChannel> get(UUID id);

  /**
   * @throws RejectedException INVALID_VALUE with the place of what is wrong, e.g. {@code
   *     settings.url}; UNIQUENESS at {@code name}
   */
  AlertChannel create(Caller caller, AlertChannel.Draft draft);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE
   */
  AlertChannel replace(Caller caller, UUID id, long expectedVersion, AlertChannel.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; STALE
   */
  void delete(Caller caller, UUID id, long expectedVersion);

  /** Sends a message that says that it is a test, and waits for a few seconds. */
  AlertChannel.Attempt test(UUID id);
}

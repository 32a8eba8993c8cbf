package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one target holds for an identity or group.
 *
 * @param remoteId the target's immutable id; null while unknown
 * @param deliveredVersion version of the identity the target has; 0 for none
 */
public record Account(
    UUID target,
    String targetName,
    ResourceType type,
    ResourceId resource,
    @Nullable String remoteId,
    State state,
    long deliveredVersion,
    Instant updated) {

  /** How sure we are of the account. */
  public enum State {
    /** Its creation has not been delivered yet. */
    AWAITED,
    /** It exists. */
    ACTIVE,
    /** It exists and is disabled. */
    DISABLED,
    /** A call was sent and its effect is not known. */
    UNKNOWN,
    /** It should exist and was found missing. */
    MISSING,
    /** It was left behind by a user who was deleted. */
    RETIRED
  }

  public Optional<String> remoteIdIfKnown() {
    return Optional.ofNullable(remoteId);
  }
}

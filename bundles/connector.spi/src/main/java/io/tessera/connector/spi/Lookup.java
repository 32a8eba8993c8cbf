package io.tessera.connector.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which account to read.
 *
 * @param remoteId where known
 * @param attributes the desired state; the connector picks its key attributes from it
 */
public record Lookup(ObjectType type, @Nullable RemoteId remoteId, TargetAttributes attributes) {
  public Optional<RemoteId> remoteIdIfKnown() {
    return Optional.ofNullable(remoteId);
  }
}

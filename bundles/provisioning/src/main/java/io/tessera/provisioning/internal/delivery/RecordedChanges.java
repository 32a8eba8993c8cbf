package io.tessera.provisioning.internal.delivery;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.AuditTrail;
import java.util.Optional;
import java.util.UUID;

/** The journal as the store keeps it. */
record RecordedChanges(AuditTrail trail) implements Journal {
  @Override
  public Optional<Attributes> before(UUID change, ResourceId resource) {
    return trail
        .change(change)
        .filter(details -> details.entry().resource().equals(resource))
        .flatMap(details -> Optional.ofNullable(details.before()));
  }
}

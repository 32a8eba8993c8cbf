package io.tessera.provisioning.internal.delivery;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import java.util.Optional;
import java.util.UUID;

/** What the journal knows of a change that is delivered. */
interface Journal {
  /**
   * @return the resource before the change; empty when the change is of another resource, created
   *     it, or is not known any more
   */
  Optional<Attributes> before(UUID change, ResourceId resource);
}

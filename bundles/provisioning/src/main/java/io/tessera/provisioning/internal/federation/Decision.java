package io.tessera.provisioning.internal.federation;

import io.tessera.model.Resource;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.store.spi.FederatedLinks.Link;
import java.util.Optional;

/** What becomes of somebody who arrives. */
sealed interface Decision {
  /** Nothing is to be written. */
  record Ends(Outcome outcome) implements Decision {}

  /** Somebody whose account is as it should be. */
  record Enters(Link link, Resource account) implements Decision {}

  /**
   * The account is to be brought up to date, or linked.
   *
   * @param link the one there is; empty when it is to be made
   */
  record Follows(
      Resource account, Optional<Link> link, AttributeChanges attributes, Grants.Step grants)
      implements Decision {}

  /**
   * An account is to be made.
   *
   * @param note for the record; empty for nothing in particular
   */
  record Makes(String userName, Grants.Step grants, String note) implements Decision {}
}

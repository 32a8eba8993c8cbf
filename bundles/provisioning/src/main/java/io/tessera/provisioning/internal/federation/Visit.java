package io.tessera.provisioning.internal.federation;

import io.tessera.model.Problem;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.Arrival;
import java.util.Optional;

/**
 * Somebody who arrives, with all that is known before their account is looked for.
 *
 * @param serviceProvider name of the one on whose behalf
 * @param userStore where the account is, or is made
 * @param proved whose password they know
 * @param proofFault what is wrong with the proof they gave
 */
record Visit(
    Arrival arrival,
    IdentityProvider provider,
    Claims claims,
    String serviceProvider,
    String userStore,
    Optional<ResourceId> proved,
    Optional<Problem> proofFault) {

  /** The user name that is meant: the one they chose, or the one they are said to have. */
  Optional<String> userName() {
    return arrival
        .answers()
        .userName()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .or(claims::userName);
  }

  Visit with(Optional<ResourceId> whoseProof, Optional<Problem> fault) {
    return new Visit(arrival, provider, claims, serviceProvider, userStore, whoseProof, fault);
  }
}

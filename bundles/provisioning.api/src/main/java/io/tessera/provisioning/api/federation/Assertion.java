package io.tessera.provisioning.api.federation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an identity provider says of a person who has just shown it who they are. Its signature,
 * audience, times and everything else that can be verified without the person have been.
 *
 * @param identityProvider id of the one in our configuration
 * @param issuer as it calls itself: {@code iss}, or the entity id
 * @param subject what it calls the person for good: {@code sub}, or a persistent NameID; never an
 *     e-mail address that may be somebody else's tomorrow
 * @param claims by its own names, values as texts in the order they came; without those that only
 *     prove something ({@code aud}, {@code exp}, {@code nonce} ...)
 * @param authenticated when the person signed in there
 * @param session what signing out there needs, as its protocol knows: a session index, or the whole
 *     ID token; secret, at most 4 KiB; empty when nothing is needed
 */
public record Assertion(
    UUID identityProvider,
    String issuer,
    String subject,
    Map<String, List<String>> claims,
    Instant authenticated,
    Optional<String> session) {
  public Assertion {
    claims = Map.copyOf(claims);
  }

  /** Nothing personal. */
  @Override
  public String toString() {
    return "Assertion[of " + identityProvider + ", claims " + claims.keySet() + "]";
  }
}

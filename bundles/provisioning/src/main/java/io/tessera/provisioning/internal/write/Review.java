package io.tessera.provisioning.internal.write;

import java.util.Set;
import java.util.UUID;

/**
 * What a user or group is looked at again for.
 *
 * @param because why, for people; empty when who asked says it all
 * @param asked targets where an account is asked for by name
 * @param resend whether accounts at those targets get everything again
 */
public record Review(String because, Set<UUID> asked, boolean resend) {
  public Review {
    asked = Set.copyOf(asked);
  }

  /** Sends it where it should be by now. */
  public static Review because(String reason) {
    return new Review(reason, Set.of(), false);
  }
}

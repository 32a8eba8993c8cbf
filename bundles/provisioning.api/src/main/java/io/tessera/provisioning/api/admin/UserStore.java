package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import java.util.UUID;

/**
 * A user store domain: a space of names of its own. What lives in one is not seen from another.
 *
 * @param name unique, as callers name the domain: upper-case letters, digits, dots, dashes and
 *     underscores; never changes
 * @param version one more with each change; 0 for {@link #PRIMARY}, which cannot be changed
 */
public record UserStore(UUID id, String name, String description, long version) {

  /** The domain of callers that name none; always there. */
  public static final UserStore PRIMARY =
      new UserStore(
          new UUID(0, 1), Caller.PRIMARY, "Where users live unless a caller says otherwise.", 0);

  /** What an operator says about one. */
  public record Draft(String name, String description) {}
}

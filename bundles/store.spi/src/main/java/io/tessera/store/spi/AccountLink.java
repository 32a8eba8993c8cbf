package io.tessera.store.spi;

/**
 * That an identity or group has an account at a target.
 *
 * @param remoteId the target's immutable id; empty while it is not known
 * @param deliveredVersion version of the identity the target has
 */
public record AccountLink(String remoteId, State state, long deliveredVersion) {
  /** How sure we are of the account. */
  public enum State {
    ACTIVE,
    DISABLED,
    /** A call was sent and its effect is not known. */
    UNKNOWN,
    /** It should exist and was found missing. */
    MISSING,
    /** It was left behind by a user who was deleted, and is free for another. */
    RETIRED
  }

  public boolean known() {
    return !remoteId.isEmpty();
  }
}

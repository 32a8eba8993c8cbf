package io.tessera.provisioning.internal.federation;

/** A claim has no value of the attribute's type. The message names the attribute, not the value. */
final class UnfitClaimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitClaimException(String message) {
    super(message, null, false, false);
  }
}

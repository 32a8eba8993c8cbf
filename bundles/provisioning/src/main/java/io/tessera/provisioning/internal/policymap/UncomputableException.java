package io.tessera.provisioning.internal.policymap;

/** An attribute of an account cannot be computed for this identity. The message is for people. */
public final class UncomputableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncomputableException(String place, String why) {
    super(place + ": " + why);
  }
}

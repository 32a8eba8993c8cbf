package io.tessera.provisioning.internal.policymap;

/** An attribute of an account cannot be computed for this identity. The message is for people. */
public final class UncomputableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No candidate for a value that is made up is free. */
  public static UncomputableException exhausted(String attribute) {
    return new UncomputableException(
        attribute, "every candidate for a new value is taken, too long or empty");
  }

  public UncomputableException(String place, String why) {
    super(place + ": " + why);
  }
}

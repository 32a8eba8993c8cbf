package io.tessera.federation.spi;

/**
 * A sign-in is not accepted. The message is for the operator, one sentence without tokens, secrets
 * or values of the person; the person sees a page with the causality id.
 */
public class RefusedSignInException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public RefusedSignInException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public RefusedSignInException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /** Whose fault it is. */
  public enum Fault {
    /** The person or the party said no: {@code access_denied}, a status that is not success. */
    DENIED,
    /** What came is not what the party would send, or not for us, or not now. */
    INVALID,
    /** The party cannot be reached, or answers with garbage. */
    UNREACHABLE,
    /** Our configuration of the party is not enough, or wrong. */
    CONFIGURATION
  }
}

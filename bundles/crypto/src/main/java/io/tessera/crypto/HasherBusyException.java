package io.tessera.crypto;

/** Too many passwords wait to be hashed; the caller should try again in a moment. */
public final class HasherBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HasherBusyException(String message) {
    super(message);
  }
}

package io.tessera.crypto;

/** A sealed value cannot be opened. The message says why and never holds the value. */
public final class SecretUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}

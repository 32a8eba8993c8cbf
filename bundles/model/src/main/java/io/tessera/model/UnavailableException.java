package io.tessera.model;

/**
 * Something the server itself depends on, usually its database, does not answer. Nothing was
 * acknowledged; the caller may safely try again later.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

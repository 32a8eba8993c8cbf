package io.tessera.store.jpa.internal;

/** Another writer was faster; the work is to be done again on what is there now. */
final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConflictException(String message) {
    super(message, null, false, false);
  }
}

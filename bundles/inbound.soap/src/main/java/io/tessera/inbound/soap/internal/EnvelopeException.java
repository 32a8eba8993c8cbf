package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Answer;

/** The envelope cannot be understood. */
final class EnvelopeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code VersionMismatch}, {@code MustUnderstand}; blank for any mistake of the
   *     caller
   */
  EnvelopeException(String code, String message) {
    super(message);
    this.code = code;
  }

  Answer answer(SoapErrors errors) {
    return errors.misunderstood(
        code.isEmpty() ? errors.version().code(false) : code, String.valueOf(getMessage()));
  }
}

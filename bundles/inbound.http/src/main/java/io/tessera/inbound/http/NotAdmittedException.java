package io.tessera.inbound.http;

/** Somebody who did not sign in wants what is not for everybody. */
final class NotAdmittedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Admission.Refused refused;

  NotAdmittedException(Admission.Refused refused) {
    super(refused.detail(), null, false, false);
    this.refused = refused;
  }

  Admission.Refused refused() {
    return refused;
  }
}

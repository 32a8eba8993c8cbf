package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Admission;

/** The gate does not let the caller through, or somebody the caller asked about. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Admission.Refused refused;

  public RefusedException(Admission.Refused refused) {
    super(refused.detail());
    this.refused = refused;
  }

  Admission.Refused refused() {
    return refused;
  }
}

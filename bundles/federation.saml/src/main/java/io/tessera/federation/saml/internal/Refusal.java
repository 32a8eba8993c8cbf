package io.tessera.federation.saml.internal;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;

/** Says no. */
final class Refusal {
  private Refusal() {}

  /** What came is not right; {@code why} begins with "the" or "it" and names no values. */
  static RefusedSignInException invalid(String why) {
    return new RefusedSignInException(Fault.INVALID, "The answer was refused: " + why + ".");
  }

  static RefusedSignInException invalid(String why, Exception cause) {
    return new RefusedSignInException(Fault.INVALID, "The answer was refused: " + why + ".", cause);
  }

  /** What an operator has to set right. */
  static RefusedSignInException configuration(String what) {
    return new RefusedSignInException(Fault.CONFIGURATION, what);
  }

  static void require(boolean right, String otherwise) throws RefusedSignInException {
    if (!right) {
      throw invalid(otherwise);
    }
  }
}

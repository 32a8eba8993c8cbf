package io.tessera.federation.oidc.internal;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import java.io.IOException;

/** Why a sign-in is not accepted, by whose fault it is. */
final class Refusal {
  private Refusal() {}

  static RefusedSignInException denied(String message) {
    return new RefusedSignInException(Fault.DENIED, message);
  }

  static RefusedSignInException invalid(String message) {
    return new RefusedSignInException(Fault.INVALID, message);
  }

  static RefusedSignInException unreachable(String message) {
    return new RefusedSignInException(Fault.UNREACHABLE, message);
  }

  static RefusedSignInException unreachable(String what, IOException why) {
    return new RefusedSignInException(Fault.UNREACHABLE, what + ": " + why.getMessage(), why);
  }

  static RefusedSignInException configuration(String message) {
    return new RefusedSignInException(Fault.CONFIGURATION, message);
  }

  /**
   * @throws RefusedSignInException {@link Fault#INVALID}, when it is not right
   */
  static void require(boolean right, String otherwise) throws RefusedSignInException {
    if (!right) {
      throw invalid(otherwise);
    }
  }
}

package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the directory up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ResultCode code;
  private final transient Failed failed;

  private TargetFailure(ResultCode code, Failed failed) {
    super(failed.detail(), null, false, false);
    this.code = code;
    this.failed = failed;
  }

  /** The directory, or the way to it, said no. */
  static TargetFailure of(FailureKind kind, String what, LDAPException cause) {
    return new TargetFailure(
        cause.getResultCode(), new Failed(kind, what + ": " + ResultCodes.describe(cause)));
  }

  /** We know without asking that it cannot be done. */
  static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(ResultCode.LOCAL_ERROR, new Failed(kind, detail));
  }

  boolean is(ResultCode expected) {
    return code.equals(expected);
  }

  /** The same answer of the directory, understood differently in its context. */
  TargetFailure as(FailureKind kind, String detail) {
    return new TargetFailure(code, new Failed(kind, detail));
  }

  Failed failed() {
    return failed;
  }
}

package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.tessera.connector.directory.Dialect.Meaning;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the directory up to the call's outcome; never leaves the connector. */
public final class TargetFailure extends Exception {
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

  /** Nothing came from the directory; the sentence says why. */
  static TargetFailure silence(FailureKind kind, String sentence, LDAPException cause) {
    return new TargetFailure(cause.getResultCode(), new Failed(kind, sentence));
  }

  /** The directory said no in words of its own. */
  static TargetFailure of(Meaning meaning, String what, LDAPException cause) {
    return new TargetFailure(
        cause.getResultCode(),
        new Failed(
            meaning.kind(), what + ": " + meaning.advice() + " " + ResultCodes.describe(cause)));
  }

  /** We know without asking that it cannot be done. */
  public static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(ResultCode.LOCAL_ERROR, new Failed(kind, detail));
  }

  public boolean is(ResultCode expected) {
    return code.equals(expected);
  }

  /** The same answer of the directory, understood differently in its context. */
  public TargetFailure as(FailureKind kind, String detail) {
    return new TargetFailure(code, new Failed(kind, detail));
  }

  /**
   * The same answer to a change of one entry that is there. It may be protected by itself (an
   * access list of its own, AdminSDHolder) while all others are ours to change; a target that kept
   * asking for rights would keep those waiting.
   */
  TargetFailure ofOneEntry() {
    return is(ResultCode.INSUFFICIENT_ACCESS_RIGHTS) && failed.kind() == FailureKind.AUTHENTICATION
        ? as(
            FailureKind.INVALID,
            "We may not change this entry; grant the right. " + failed.detail())
        : this;
  }

  /** For the outcome of the call. */
  public Failed failed() {
    return failed;
  }
}

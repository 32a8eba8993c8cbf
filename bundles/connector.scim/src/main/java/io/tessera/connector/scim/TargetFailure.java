package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the service up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int NONE = 0;

  private final int status;
  private final String scimType;
  private final transient Failed failed;

  private TargetFailure(int status, String scimType, Failed failed) {
    super(failed.detail(), null, false, false);
    this.status = status;
    this.scimType = scimType;
    this.failed = failed;
  }

  static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(NONE, "", new Failed(kind, detail));
  }

  static TargetFailure of(Failed failed) {
    return new TargetFailure(NONE, "", failed);
  }

  static TargetFailure of(int status, String scimType, Failed failed) {
    return new TargetFailure(status, scimType, failed);
  }

  boolean isStatus(int expected) {
    return status == expected;
  }

  boolean isType(String expected) {
    return scimType.equalsIgnoreCase(expected);
  }

  /** The same answer, understood differently in its context. */
  TargetFailure as(FailureKind kind, String detail) {
    return new TargetFailure(status, scimType, new Failed(kind, detail, failed.retryAfter()));
  }

  Failed failed() {
    return failed;
  }
}

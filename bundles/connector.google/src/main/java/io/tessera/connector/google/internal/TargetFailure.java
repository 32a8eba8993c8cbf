package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the directory up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int NONE = 0;

  private final int status;
  private final String reason;
  private final transient Failed failed;

  private TargetFailure(int status, String reason, Failed failed) {
    super(failed.detail(), null, false, false);
    this.status = status;
    this.reason = reason;
    this.failed = failed;
  }

  static TargetFailure of(FailureKind kind, String detail) {
    return of(new Failed(kind, detail));
  }

  /** A call that got no answer. */
  static TargetFailure of(Failed failed) {
    return new TargetFailure(NONE, "", failed);
  }

  /**
   * A refusal.
   *
   * @param reason what the API calls it, e.g. {@code notFound}
   */
  static TargetFailure of(int status, String reason, Failed failed) {
    return new TargetFailure(status, reason, failed);
  }

  boolean isStatus(int expected) {
    return status == expected;
  }

  boolean isReason(String expected) {
    return reason.equalsIgnoreCase(expected);
  }

  /** The same answer, understood differently in its context. */
  TargetFailure as(FailureKind kind, String detail) {
    return new TargetFailure(status, reason, new Failed(kind, detail, failed.retryAfter()));
  }

  Failed failed() {
    return failed;
  }
}

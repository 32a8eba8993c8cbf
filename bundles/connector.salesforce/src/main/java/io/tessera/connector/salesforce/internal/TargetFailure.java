package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the org up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Failed failed;

  private TargetFailure(String code, Failed failed) {
    super(failed.detail(), null, false, false);
    this.code = code;
    this.failed = failed;
  }

  static TargetFailure of(FailureKind kind, String detail) {
    return of("", new Failed(kind, detail));
  }

  /**
   * @param code what the API calls it, e.g. {@code DUPLICATE_USERNAME}; empty: it said nothing
   */
  static TargetFailure of(String code, Failed failed) {
    return new TargetFailure(code, failed);
  }

  boolean is(String expected) {
    return code.equals(expected);
  }

  boolean isGone() {
    return failed.kind() == FailureKind.GONE;
  }

  /** The same answer, understood differently in its context. */
  TargetFailure as(FailureKind kind, String detail) {
    return new TargetFailure(code, new Failed(kind, detail, failed.retryAfter()));
  }

  Failed failed() {
    return failed;
  }
}

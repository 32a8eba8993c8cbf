package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure of the service up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failed failed;

  TargetFailure(Failed failed) {
    super(failed.detail(), null, false, false);
    this.failed = failed;
  }

  TargetFailure(FailureKind kind, String detail) {
    this(new Failed(kind, detail));
  }

  FailureKind kind() {
    return failed.kind();
  }

  /** The same failure, understood differently in its context. */
  TargetFailure as(FailureKind kind) {
    return new TargetFailure(
        new Failed(kind, failed.detail(), failed.retryAfterIfAny().orElse(null)));
  }

  Failed failed() {
    return failed;
  }
}

package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import java.sql.SQLException;

/** Carries a failure of the database up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failed failed;
  private final boolean duplicate;

  private TargetFailure(Failed failed, boolean duplicate) {
    super(failed.detail(), null, false, false);
    this.failed = failed;
    this.duplicate = duplicate;
  }

  /** The database, or the way to it, said no. */
  static TargetFailure of(FailureKind kind, String what, SQLException cause) {
    return new TargetFailure(
        new Failed(kind, "Could not " + what + ": " + SqlStates.describe(cause)),
        SqlStates.isDuplicate(cause));
  }

  /** We know without asking that it cannot be done. */
  static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(new Failed(kind, detail), false);
  }

  /** Whether a unique constraint said no. */
  boolean isDuplicate() {
    return duplicate;
  }

  FailureKind kind() {
    return failed.kind();
  }

  /** The same failure, understood differently in its context. */
  TargetFailure as(FailureKind kind) {
    return new TargetFailure(new Failed(kind, failed.detail()), duplicate);
  }

  Failed failed() {
    return failed;
  }
}

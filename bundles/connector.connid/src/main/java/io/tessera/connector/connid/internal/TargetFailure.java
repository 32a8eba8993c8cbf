package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** Carries a failure up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failed failed;
  private final boolean vague;

  private TargetFailure(Failed failed, boolean vague) {
    super(failed.detail(), null, false, false);
    this.failed = failed;
    this.vague = vague;
  }

  static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(new Failed(kind, detail), false);
  }

  /** The connector did not say what kind it is; looking at the target may tell. */
  static TargetFailure vague(String detail) {
    return new TargetFailure(new Failed(FailureKind.UNKNOWN, detail), true);
  }

  /** The same of a call that only asks: nothing was done. */
  TargetFailure ofAsking() {
    return is(FailureKind.UNKNOWN)
        ? new TargetFailure(new Failed(FailureKind.TRANSIENT, failed.detail()), vague)
        : this;
  }

  boolean isVague() {
    return vague;
  }

  boolean is(FailureKind kind) {
    return failed.kind() == kind;
  }

  Failed failed() {
    return failed;
  }

  /** The same, without what shall not be told. */
  Failed without(Iterable<String> values) {
    String detail = failed.detail();
    for (String value : values) {
      if (value.length() > 2) {
        detail = detail.replace(value, "...");
      }
    }
    return new Failed(failed.kind(), detail, failed.retryAfter());
  }
}

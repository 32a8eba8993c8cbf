package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;

/** Carries a failure up to the call's outcome; never leaves the bundle. */
final class TargetFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failed failed;

  private TargetFailure(Failed failed) {
    super(failed.detail(), null, false, false);
    this.failed = failed;
  }

  static TargetFailure of(FailureKind kind, String detail) {
    return new TargetFailure(new Failed(kind, detail));
  }

  /** The file system said no; nothing was changed. */
  static TargetFailure of(String what, IOException cause) {
    return of(kind(cause), what + ": " + reason(cause));
  }

  /** The file system said no, and it is not known what it has. */
  static TargetFailure unknown(String what, IOException cause) {
    return of(FailureKind.UNKNOWN, what + ": " + reason(cause));
  }

  private static FailureKind kind(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return FailureKind.AUTHENTICATION;
    }
    boolean setting =
        cause instanceof NoSuchFileException || cause instanceof AtomicMoveNotSupportedException;
    return setting ? FailureKind.CONFIGURATION : FailureKind.TRANSIENT;
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "the server's user may not; grant the right.";
    }
    if (cause instanceof NoSuchFileException) {
      return "it does not exist; create it.";
    }
    return cause.getClass().getSimpleName() + ", " + cause.getMessage();
  }

  Failed failed() {
    return failed;
  }
}

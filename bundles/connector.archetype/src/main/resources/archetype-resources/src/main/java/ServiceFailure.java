package ${package};

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import java.time.Duration;

/** Carries what went wrong to where it becomes an outcome. */
final class ServiceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failed failed;

  ServiceFailure(FailureKind kind, String detail) {
    this(kind, detail, null);
  }

  ServiceFailure(FailureKind kind, String detail, Duration retryAfter) {
    super(detail);
    failed = new Outcome.Failed(kind, detail, retryAfter);
  }

  Outcome.Failed failed() {
    return failed;
  }
}

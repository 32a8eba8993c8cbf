package io.tessera.connector.http;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;

/** There is no answer, or none that can be used; carries what the operation has come to. */
public final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failed failed;

  /**
   * @param failed its detail holds no secrets
   */
  public HttpFailure(Failed failed) {
    super(failed.detail(), null, false, false);
    this.failed = failed;
  }

  /** As above, without a time to wait. */
  public HttpFailure(FailureKind kind, String detail) {
    this(new Failed(kind, detail));
  }

  public Failed failed() {
    return failed;
  }
}

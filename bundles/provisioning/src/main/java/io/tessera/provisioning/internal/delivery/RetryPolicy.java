package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.store.spi.Completion.Next;
import java.time.Duration;

/** What a failure means for the operation: try again, and when, or wait for a person. */
final class RetryPolicy {
  /** A connector that breaks this often on the same operation will break again. */
  private static final int MAX_BROKEN = 8;

  private final Backoff backoff;

  RetryPolicy(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * @param attempts tries including the one that failed
   * @param targetPause how long the target as a whole is left alone
   */
  Next after(Failed failed, int attempts, Duration targetPause) {
    return switch (failed.kind()) {
      case INVALID, CONFLICT, GONE -> new Next.Hold(attempts, failed.detail());
      // The operation is not to blame, so the try does not count.
      case AUTHENTICATION, CONFIGURATION ->
          new Next.Retry(targetPause, attempts - 1, failed.detail());
      case THROTTLED ->
          new Next.Retry(
              failed.retryAfterIfAny().orElse(backoff.after(attempts)), attempts, failed.detail());
      case TRANSIENT -> new Next.Retry(backoff.after(attempts), attempts, failed.detail());
      case UNKNOWN ->
          failed.detail().startsWith(AttachedConnector.BROKEN) && attempts >= MAX_BROKEN
              ? new Next.Hold(attempts, failed.detail())
              : new Next.Retry(backoff.after(attempts), attempts, failed.detail());
    };
  }
}

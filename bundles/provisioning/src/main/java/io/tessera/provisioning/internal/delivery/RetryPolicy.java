package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.provisioning.api.admin.DeliverySettings;
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
   * @param age how long the operation has waited
   * @param targetPause how long the target as a whole is left alone
   */
  Next after(
      Failed failed, int attempts, Duration age, Duration targetPause, DeliverySettings settings) {
    String kind = failed.kind().name();
    String detail = failed.detail();
    if (age.compareTo(settings.maxAge()) > 0) {
      return new Next.Hold(
          attempts, kind, detail + " Given up after " + settings.maxAge().toHours() + " hours.");
    }
    return switch (failed.kind()) {
      case INVALID, CONFLICT, GONE -> new Next.Hold(attempts, kind, detail);
      // The operation is not to blame, so the try does not count.
      case AUTHENTICATION, CONFIGURATION -> new Next.Retry(targetPause, attempts - 1, kind, detail);
      case THROTTLED, TRANSIENT, UNKNOWN ->
          attempts >= most(failed, settings)
              ? new Next.Hold(attempts, kind, detail + " Given up after " + attempts + " tries.")
              : new Next.Retry(
                  failed.retryAfterIfAny().orElse(backoff.after(attempts)), attempts, kind, detail);
    };
  }

  private static int most(Failed failed, DeliverySettings settings) {
    int most = settings.maxAttempts() == 0 ? Integer.MAX_VALUE : settings.maxAttempts();
    boolean broken = failed.detail().startsWith(AttachedConnector.BROKEN);
    return broken ? Math.min(most, MAX_BROKEN) : most;
  }

  /** How long to leave something alone that failed so often. */
  Duration pause(int attempts) {
    return backoff.after(attempts);
  }
}

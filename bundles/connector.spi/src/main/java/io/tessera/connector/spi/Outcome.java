package io.tessera.connector.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of an operation. */
public sealed interface Outcome {
  /**
   * The target has it.
   *
   * @param remoteId the account's immutable id
   * @param observed what the target says the account is now; none where it does not say
   */
  record Applied(RemoteId remoteId, TargetAttributes observed) implements Outcome {}

  /**
   * A person or a slow target will finish it.
   *
   * @param reference under which to ask again; survives restarts
   */
  record Pending(String reference, Duration checkAfter) implements Outcome {}

  /**
   * It did not happen, or it is not known whether it did.
   *
   * @param detail for the operator: what the target said, and what to do; no secrets
   * @param retryAfter how long the target asks us to wait; null when it did not say
   */
  record Failed(FailureKind kind, String detail, @Nullable Duration retryAfter) implements Outcome {
    public Failed(FailureKind kind, String detail) {
      this(kind, detail, null);
    }

    public Optional<Duration> retryAfterIfAny() {
      return Optional.ofNullable(retryAfter);
    }
  }

  static Outcome applied(RemoteId remoteId) {
    return new Applied(remoteId, TargetAttributes.none());
  }

  static Failed failed(FailureKind kind, String detail) {
    return new Failed(kind, detail);
  }

  default <T> T fold(
      Function<? super Applied, ? extends T> applied,
      Function<? super Pending, ? extends T> pending,
      Function<? super Failed, ? extends T> failed) {
    if (this instanceof Applied a) {
      return applied.apply(a);
    }
    return this instanceof Pending p ? pending.apply(p) : failed.apply((Failed) this);
  }
}

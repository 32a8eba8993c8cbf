package io.tessera.connector.spi;

import java.util.function.Function;
import java.util.function.Supplier;

/** What looking an account up gave. */
public sealed interface Reading {
  /** Exactly one account. */
  record Found(RemoteId remoteId, TargetAttributes observed) implements Reading {}

  /** The target answered and has no such account. */
  record Absent() implements Reading {}

  /** Nothing can be said: the target failed, or several accounts match. */
  record Unreadable(Outcome.Failed why) implements Reading {}

  default <T> T fold(
      Function<? super Found, ? extends T> found,
      Supplier<? extends T> absent,
      Function<? super Unreadable, ? extends T> unreadable) {
    if (this instanceof Found f) {
      return found.apply(f);
    }
    return this instanceof Unreadable u ? unreadable.apply(u) : absent.get();
  }
}

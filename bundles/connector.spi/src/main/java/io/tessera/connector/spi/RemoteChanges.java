package io.tessera.connector.spi;

import java.util.List;
import java.util.function.Function;

/** What asking a target for its changes gave. */
public sealed interface RemoteChanges {
  /**
   * The changes.
   *
   * @param token to ask on with; opaque, survives restarts
   * @param more whether there are more already
   */
  record Known(List<RemoteChange> changes, String token, boolean more) implements RemoteChanges {
    public Known {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The target failed. {@link FailureKind#GONE}: it does not reach back to the token, list all and
   * begin anew; {@link FailureKind#INVALID}: the token is none of ours.
   */
  record Unreadable(Outcome.Failed why) implements RemoteChanges {}

  /** One change. */
  sealed interface RemoteChange {
    RemoteId id();
  }

  /** It was created or changed, and is so now. */
  record Put(Account account) implements RemoteChange {
    @Override
    public RemoteId id() {
      return account.id();
    }
  }

  /** It was removed. Targets that cannot tell say so in their connector's page. */
  record Removed(RemoteId id) implements RemoteChange {}

  default <T> T fold(
      Function<? super Known, ? extends T> known,
      Function<? super Unreadable, ? extends T> unreadable) {
    return this instanceof Known k ? known.apply(k) : unreadable.apply((Unreadable) this);
  }
}

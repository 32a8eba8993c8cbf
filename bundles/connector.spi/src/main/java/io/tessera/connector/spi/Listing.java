package io.tessera.connector.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What asking for a page of accounts gave. */
public sealed interface Listing {
  /**
   * A page.
   *
   * @param next leads to the next page, opaque; null when this is the last
   */
  record Page(List<Account> accounts, @Nullable String next) implements Listing {
    public Page {
      accounts = List.copyOf(accounts);
    }

    public Optional<String> nextIfAny() {
      return Optional.ofNullable(next);
    }
  }

  /**
   * The target failed. {@link FailureKind#GONE}: the cursor leads nowhere any more, begin anew;
   * {@link FailureKind#INVALID}: it is none of ours.
   */
  record Unreadable(Outcome.Failed why) implements Listing {}

  default <T> T fold(
      Function<? super Page, ? extends T> page,
      Function<? super Unreadable, ? extends T> unreadable) {
    return this instanceof Page p ? page.apply(p) : unreadable.apply((Unreadable) this);
  }
}

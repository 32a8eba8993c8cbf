package io.tessera.connector.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a target's accounts or groups to give.
 *
 * @param cursor {@link Listing.Page#next} of the page before; null for the first
 * @param most how many at most; a target may give fewer, even none
 */
public record Search(ObjectType type, @Nullable String cursor, int most) {
  public Search {
    if (most < 1) {
      throw new IllegalArgumentException("a page has room for one at least");
    }
  }

  /** The first page. */
  public static Search first(ObjectType type, int most) {
    return new Search(type, null, most);
  }

  /** The page that a cursor leads to. */
  public Search after(String next) {
    return new Search(type, next, most);
  }

  public Optional<String> cursorIfAny() {
    return Optional.ofNullable(cursor);
  }
}

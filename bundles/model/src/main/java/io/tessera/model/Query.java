package io.tessera.model;

import io.tessera.model.filter.Filter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which resources to find.
 *
 * @param filter null for all
 * @param sort null for an order of the store's choice, the same on all pages; without a filter it
 *     is the order of creation
 */
public record Query(@Nullable Filter filter, @Nullable Sort sort, Paging paging) {

  /** Most resources on one page. */
  public static final int MAX_COUNT = 200;

  /** By which attribute, and in which direction. */
  public record Sort(AttributePath by, boolean descending) {}

  /** Which part of the matches to answer. */
  public sealed interface Paging {
    /** Most to answer, 0 to {@link #MAX_COUNT}; 0 asks for the total only. */
    int count();
  }

  /**
   * By position among all matches (RFC 7644 section 3.4.2.4).
   *
   * @param startIndex 1 for the first
   */
  public record ByIndex(int startIndex, int count) implements Paging {
    public ByIndex {
      if (startIndex < 1) {
        throw new IllegalArgumentException("startIndex " + startIndex);
      }
      requireCount(count);
    }
  }

  /**
   * From where another page ended (RFC 9865). Costs the same however far it is from the beginning.
   *
   * @param cursor {@link Page#next()} or {@link Page#previous()} of another page of the same filter
   *     and sort; null for the first page
   */
  public record ByCursor(@Nullable String cursor, int count) implements Paging {
    public ByCursor {
      requireCount(count);
    }
  }

  /** A page by position. */
  public Query(@Nullable Filter filter, @Nullable Sort sort, int startIndex, int count) {
    this(filter, sort, new ByIndex(startIndex, count));
  }

  public int count() {
    return paging.count();
  }

  public Optional<Filter> filterIfAny() {
    return Optional.ofNullable(filter);
  }

  public Optional<Sort> sortIfAny() {
    return Optional.ofNullable(sort);
  }

  private static void requireCount(int count) {
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count " + count);
    }
  }
}

package io.tessera.model;

import io.tessera.model.filter.Filter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which resources to find.
 *
 * @param filter null for all
 * @param sort null for the order of creation
 * @param startIndex 1 for the first (RFC 7644 section 3.4.2.4)
 * @param count most to answer, 0 to 200; 0 asks for the total only
 */
public record Query(@Nullable Filter filter, @Nullable Sort sort, int startIndex, int count) {

  /** Most resources on one page. */
  public static final int MAX_COUNT = 200;

  /** By which attribute, and in which direction. */
  public record Sort(AttributePath by, boolean descending) {}

  public Query {
    if (startIndex < 1 || count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException("startIndex " + startIndex + ", count " + count);
    }
  }

  public Optional<Filter> filterIfAny() {
    return Optional.ofNullable(filter);
  }

  public Optional<Sort> sortIfAny() {
    return Optional.ofNullable(sort);
  }
}

package io.tessera.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list.
 *
 * @param total how many there are before paging; empty where they were not counted
 * @param next cursor of the page behind this one; null at the end and where nobody pages by cursor
 * @param previous cursor of the page before this one; likewise
 */
public record Page<T>(
    List<T> items, OptionalLong total, @Nullable String next, @Nullable String previous) {
  public Page {
    items = List.copyOf(items);
  }

  /** A page whose neighbours are found by position. */
  public Page(List<T> items, long total) {
    this(items, OptionalLong.of(total), null, null);
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return withItems(items.stream().<R>map(change).toList());
  }

  /** The same page with what its items became. */
  public <R> Page<R> withItems(List<R> others) {
    return new Page<>(others, total, next, previous);
  }
}

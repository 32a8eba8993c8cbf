package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.scim.protocol.SearchRequest;
import org.jspecify.annotations.Nullable;

/** What a search means for one type of resource. */
final class Queries {
  private final Codec codec;
  private final SearchRequest search;
  private final TypeClause.Rest rest;

  /**
   * Reads the filter.
   *
   * @throws RejectedException it cannot be read for this type
   */
  Queries(Codec codec, SearchRequest search) {
    this.codec = codec;
    this.search = search;
    this.rest =
        TypeClause.of(
            search.filter() == null ? null : codec.filters().filter(search.filter()),
            codec.schema().type());
  }

  /** Whether the filter lets resources of this type through at all. */
  boolean canMatch() {
    return !rest.never();
  }

  Query query() {
    return query(paging(search, codec.limits().pageSize()));
  }

  Query query(Query.Paging paging) {
    return new Query(rest.filter(), sort(), paging);
  }

  /** The startIndex that is told; null when the page was asked for by cursor. */
  @Nullable Integer shownStart() {
    return shownStart(search);
  }

  static @Nullable Integer shownStart(SearchRequest search) {
    return search.cursor() == null ? Integer.valueOf(startIndex(search)) : null;
  }

  private static int startIndex(SearchRequest search) {
    return search.startIndex() == null ? 1 : Math.max(1, search.startIndex());
  }

  /**
   * Which page is asked for.
   *
   * @param most resources on a page
   */
  static Query.Paging paging(SearchRequest search, int most) {
    int count = search.count() == null ? SearchRequest.DEFAULT_COUNT : search.count();
    if (search.cursor() == null) {
      return new Query.ByIndex(startIndex(search), Math.min(Math.max(0, count), most));
    }
    if (search.startIndex() != null) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          AttributePath.of("startIndex"),
          "A page is asked for by cursor or by startIndex, not by both.");
    }
    if (count < 1) {
      throw RejectedException.at(
          Kind.INVALID_COUNT, AttributePath.of("count"), "By cursor it is 1 to " + most + ".");
    }
    String cursor = search.cursor().isEmpty() ? null : search.cursor();
    return new Query.ByCursor(cursor, Math.min(count, most));
  }

  private Query.@Nullable Sort sort() {
    if (search.sortBy() == null) {
      return null;
    }
    AttributePath by = codec.filters().sortable(search.sortBy());
    String order = search.sortOrder() == null ? "ascending" : search.sortOrder();
    if (!order.equalsIgnoreCase("ascending") && !order.equalsIgnoreCase("descending")) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          AttributePath.of("sortOrder"),
          "It must be 'ascending' or 'descending'.");
    }
    return new Query.Sort(by, order.equalsIgnoreCase("descending"));
  }
}

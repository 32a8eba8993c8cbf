package io.tessera.store.jpa.internal;

import io.tessera.model.Page;
import io.tessera.model.Query;
import io.tessera.model.Query.ByCursor;
import io.tessera.model.Query.ByIndex;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.Selection.Rows;
import io.tessera.store.jpa.internal.Selection.Slice;
import io.tessera.store.jpa.internal.filter.Column;
import io.tessera.store.jpa.internal.filter.Condition;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.FilterCompiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Answers one query: what SQL can decide in one statement, the rest on the documents. */
final class Search {
  /** As many matches are sorted for a page; with more, the order's index is walked. */
  private static final int FEW = 2_000;

  private final Session session;
  private final String viewer;
  private final String domain;
  private final ResourceType type;
  private final ResourceSchema schema;

  Search(Session session, String viewer, String domain, ResourceSchema schema) {
    this.session = session;
    this.viewer = viewer;
    this.domain = domain;
    this.type = schema.type();
    this.schema = schema;
  }

  Page<Resource> find(Query query) {
    String name = type + "|" + domain + "|" + viewer + "|" + query.filter() + "|" + query.sort();
    Cursor from =
        query.paging() instanceof ByCursor by && by.cursor() != null
            ? Cursor.read(by.cursor(), name)
            : null;
    FilterCompiler compiler =
        new FilterCompiler(
            schema, Tables.name(type), domain, viewer, session.dialect().lastCharacter());
    Condition condition = query.filterIfAny().map(compiler::compile).orElseGet(Condition::all);
    Sorting sorting = Sorting.of(schema, domain, viewer, query.sortIfAny(), condition);
    Selection selection =
        new Selection(session.dialect(), type, domain, viewer, condition, sorting);
    boolean inMemory =
        condition.residual() != null || sorting.source() instanceof Sorting.OfDocument;
    return inMemory
        ? new Scan(session, schema, condition, sorting, selection, compiler)
            .find(query.paging(), from, name)
        : new Exact(condition, sorting, selection, name).find(query.paging(), from);
  }

  /** A search that SQL decides alone. */
  private final class Exact {
    private final Condition condition;
    private final Sorting sorting;
    private final Selection selection;
    private final String name;

    Exact(Condition condition, Sorting sorting, Selection selection, String name) {
      this.condition = condition;
      this.sorting = sorting;
      this.selection = selection;
      this.name = name;
    }

    Page<Resource> find(Query.Paging paging, @Nullable Cursor from) {
      if (rank() == 0) {
        return one(paging);
      }
      if (paging.count() == 0) {
        return new Page<>(List.of(), number(selection.total()));
      }
      return paging instanceof ByIndex byIndex ? byIndex(byIndex) : byCursor(paging.count(), from);
    }

    /** At most one can match: there is nothing to order or to count. */
    private Page<Resource> one(Query.Paging paging) {
      List<Resource> found = read(selection.rows(""));
      boolean beyond = paging instanceof ByIndex byIndex && byIndex.startIndex() > found.size();
      return new Page<>(beyond || paging.count() == 0 ? List.of() : found, found.size());
    }

    private Page<Resource> byIndex(ByIndex paging) {
      long counted = isOpen() ? number(selection.atMost(FEW)) : FEW + 1L;
      boolean known = counted <= FEW;
      boolean few = isFew() || known;
      List<Resource> items =
          known && counted < paging.startIndex()
              ? List.of()
              : slice(paging.startIndex() - 1L, paging.count(), few);
      boolean isEnd =
          items.size() < paging.count() && (!items.isEmpty() || paging.startIndex() == 1);
      long total =
          known
              ? counted
              : isEnd ? paging.startIndex() - 1L + items.size() : number(selection.total());
      return new Page<>(items, total);
    }

    /** Those without a value in a table beside are behind, or before, all those with one. */
    private List<Resource> slice(long offset, int count, boolean few) {
      if (!(sorting.source() instanceof Sorting.OfTable)) {
        return read(selection.page(new Slice(Rows.ALL, false, null, offset, count, few)));
      }
      List<Rows> sides = sides(sorting.descending());
      List<Resource> items =
          read(selection.page(new Slice(sides.get(0), false, null, offset, count, few)));
      if (items.size() == count) {
        return items;
      }
      long before = items.isEmpty() && offset > 0 ? inFirst(sides.get(0)) : offset;
      long rest = Math.max(0, offset - before);
      List<Resource> all = new ArrayList<>(items);
      all.addAll(
          read(
              selection.page(
                  new Slice(sides.get(1), false, null, rest, count - items.size(), few))));
      return all;
    }

    private long inFirst(Rows first) {
      long valued = number(selection.valued());
      return first == Rows.VALUED ? valued : number(selection.total()) - valued;
    }

    private Page<Resource> byCursor(int count, @Nullable Cursor from) {
      boolean backwards = from != null && from.backwards();
      boolean few = isFew() || isOpen() && number(selection.atMost(FEW)) <= FEW;
      List<Resource> found = new ArrayList<>();
      for (Rows rows : sidesBehind(backwards, from)) {
        if (found.size() <= count) {
          Cursor place = from != null && rows == sideOf(from) ? from : null;
          int missing = count + 1 - found.size();
          found.addAll(read(selection.page(new Slice(rows, backwards, place, 0, missing, few))));
        }
      }
      return page(found, count, from);
    }

    private Page<Resource> page(List<Resource> found, int count, @Nullable Cursor from) {
      boolean backwards = from != null && from.backwards();
      boolean more = found.size() > count;
      List<Resource> items = new ArrayList<>(more ? found.subList(0, count) : found);
      if (backwards) {
        Collections.reverse(items);
      }
      return cursors(sorting, name, items, from, more);
    }

    /** The sides to look at, in the direction of reading. */
    private List<Rows> sidesBehind(boolean backwards, @Nullable Cursor from) {
      if (!isDivided()) {
        return List.of(Rows.ALL);
      }
      List<Rows> both = sides(sorting.descending() != backwards);
      return from == null ? both : both.subList(both.indexOf(sideOf(from)), 2);
    }

    private Rows sideOf(Cursor from) {
      return !isDivided() ? Rows.ALL : from.key() == null ? Rows.LACKING : Rows.VALUED;
    }

    private boolean isDivided() {
      return !(sorting.source() instanceof Sorting.OfColumn column) || column.column().nullable();
    }

    private static List<Rows> sides(boolean descending) {
      return descending ? List.of(Rows.LACKING, Rows.VALUED) : List.of(Rows.VALUED, Rows.LACKING);
    }

    /** Few rows match for sure, or nothing but the filter leads to them. */
    private boolean isFew() {
      return !isOrdered() && condition.start() != null && (rank() <= 1 || !condition.plain());
    }

    /** Nobody knows how many match. */
    private boolean isOpen() {
      return !isOrdered() && condition.start() != null && !isFew() && rank() <= 3;
    }

    /** The index that answers the filter has the matches in the order of the search. */
    private boolean isOrdered() {
      return condition.ordered().filter(this::isOrderedBy).isPresent();
    }

    private boolean isOrderedBy(Column column) {
      return sorting.source() instanceof Sorting.OfColumn of
          && of.column().name().equals(column.name());
    }

    private int rank() {
      return condition.startIfAny().map(Condition.Start::rank).orElse(Integer.MAX_VALUE);
    }
  }

  /**
   * A page with the cursors of its neighbours.
   *
   * @param more whether there are others in the direction of reading
   */
  static Page<Resource> cursors(
      Sorting sorting, String name, List<Resource> items, @Nullable Cursor from, boolean more) {
    if (items.isEmpty()) {
      return new Page<>(
          items, from == null ? OptionalLong.of(0) : OptionalLong.empty(), null, null);
    }
    boolean backwards = from != null && from.backwards();
    boolean hasNext = backwards || more;
    boolean hasPrevious = backwards ? more : from != null;
    Resource last = items.get(items.size() - 1);
    return new Page<>(
        items,
        from == null && !more ? OptionalLong.of(items.size()) : OptionalLong.empty(),
        hasNext ? sorting.cursor(last, false).text(name) : null,
        hasPrevious ? sorting.cursor(items.get(0), true).text(name) : null);
  }

  private List<Resource> read(Part select) {
    return session
        .sql()
        .list(
            select.text(), select.values(), row -> Tables.resource(row, type, session.documents()));
  }

  private long number(Part select) {
    return session.sql().number(select.text(), select.values());
  }
}

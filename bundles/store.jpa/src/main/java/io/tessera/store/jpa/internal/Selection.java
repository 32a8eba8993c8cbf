package io.tessera.store.jpa.internal;

import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.store.jpa.internal.filter.Column;
import io.tessera.store.jpa.internal.filter.Condition;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.Condition.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one search. None leaves a choice that statistics would have to decide: either
 * the order's index is walked until the page is full, or what the filter leaves is taken out of the
 * planner's sight ({@code OFFSET 0}) and then sorted.
 */
final class Selection {
  private static final String PAGE = " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final Dialect dialect;
  private final ResourceType type;
  private final String table;
  private final String domain;
  private final String viewer;
  private final Condition condition;
  private final Sorting sorting;

  Selection(
      Dialect dialect,
      ResourceType type,
      String domain,
      String viewer,
      Condition condition,
      Sorting sorting) {
    this.dialect = dialect;
    this.type = type;
    this.table = Tables.name(type);
    this.domain = domain;
    this.viewer = viewer;
    this.condition = condition;
    this.sorting = sorting;
  }

  /** Which rows, by whether they have a value to sort by. */
  enum Rows {
    ALL,
    VALUED,
    LACKING
  }

  /**
   * A part of the ordered matches.
   *
   * @param backwards against the order of the search
   * @param from where to begin, without that row; null for the beginning
   * @param offset how many to leave out
   * @param few whether the filter leaves so few rows that they are sorted
   */
  record Slice(
      Rows rows, boolean backwards, @Nullable Cursor from, long offset, int count, boolean few) {}

  /** The rows of a slice, in order. */
  Part page(Slice slice) {
    Part ids = ids(slice);
    List<Object> values = new ArrayList<>(ids.values());
    values.add(viewer);
    String order = slice.rows() == Rows.LACKING ? orderById(slice) : order("p.k", "p.id", slice);
    return new Part(
        "SELECT "
            + Tables.COLUMNS
            + " FROM"
            + Tables.inOrder()
            + "("
            + ids.text()
            + ") p JOIN "
            + table
            + " i"
            + Tables.byKey(type)
            + " ON i.id = p.id"
            + Tables.EXTERNAL_ID
            + " ORDER BY "
            + order,
        values);
  }

  /** All rows that match, in no order. */
  Part rows(String more) {
    Part from = from(true, "");
    return new Part("SELECT " + Tables.COLUMNS + more + from.text(), from.values());
  }

  /** Rows by id, in no order. */
  List<Resource> byIds(Sql sql, List<String> ids, Sql.Row<Resource> row) {
    String text =
        "SELECT "
            + Tables.COLUMNS
            + " FROM "
            + table
            + " i"
            + Tables.EXTERNAL_ID
            + " WHERE i.id IN (:in)";
    return sql.listIn(text, List.of(viewer), ids, row);
  }

  /** How many match. */
  Part total() {
    Part from = from(false, hint(true));
    return new Part("SELECT COUNT(*)" + from.text(), from.values());
  }

  /** How many of the matches have a value to sort by. */
  Part valued() {
    List<Object> values = new ArrayList<>();
    String text = "SELECT COUNT(*)" + matching(Rows.VALUED, false, null, false, values);
    return new Part(text, values);
  }

  /** How many match, at most {@code most + 1}. */
  Part atMost(int most) {
    Part from = from(false, hint(true));
    List<Object> values = new ArrayList<>(from.values());
    values.add(most + 1);
    return new Part(
        "SELECT COUNT(*) FROM (SELECT i.id" + from.text() + " FETCH FIRST ? ROWS ONLY) t", values);
  }

  private Part ids(Slice slice) {
    List<Object> values = new ArrayList<>();
    boolean keyed = slice.rows() != Rows.LACKING;
    String key = keyed ? ", " + key() + " AS k" : "";
    String from = matching(slice.rows(), slice.backwards(), slice.from(), slice.few(), values);
    String text = "SELECT i.id" + key + from;
    if (slice.few()) {
      text = "SELECT f.id" + (keyed ? ", f.k" : "") + " FROM (" + text + " OFFSET 0 ROWS) f";
    }
    String order =
        slice.few()
            ? keyed ? order("f.k", "f.id", slice) : "f.id" + direction(slice.backwards())
            : keyed ? order(key(), tie(), slice) : orderById(slice);
    values.add(slice.offset());
    values.add(slice.count());
    return new Part(text + " ORDER BY " + order + PAGE, values);
  }

  /** FROM and WHERE of the ids of a slice; adds to the values. */
  private String matching(
      Rows rows, boolean backwards, @Nullable Cursor from, boolean few, List<Object> values) {
    Optional<Start> start = start();
    boolean beside = rows == Rows.VALUED && sorting.source() instanceof Sorting.OfTable;
    StringBuilder text = new StringBuilder(" FROM");
    List<Part> where = new ArrayList<>();
    if (start.isPresent()) {
      text.append(Tables.inOrder()).append(started(start.get(), values));
      where.add(start.get().rest());
      if (beside) {
        text.append(" JOIN ").append(besideTable()).append(" ON o.resource_id = i.id");
      }
    } else if (beside && !few) {
      text.append(Tables.inOrder()).append(besideTable()).append(" JOIN ").append(table);
      text.append(" i").append(Tables.byKey(type)).append(" ON i.id = o.resource_id");
      where.add(condition.where());
    } else {
      text.append(" ").append(table).append(" i").append(hint(few, descending(backwards)));
      if (beside) {
        text.append(" JOIN ").append(besideTable()).append(" ON o.resource_id = i.id");
      }
      where.add(condition.where());
    }
    where.add(new Part("i.domain = ?", List.of(domain)));
    sides(rows, where);
    if (from != null) {
      where.add(behind(rows, backwards, from));
    }
    Part all = Part.and(where);
    values.addAll(all.values());
    return text.append(" WHERE ").append(all.text()).toString();
  }

  private void sides(Rows rows, List<Part> where) {
    if (rows == Rows.ALL) {
      return;
    }
    boolean valued = rows == Rows.VALUED;
    if (sorting.source() instanceof Sorting.OfTable beside) {
      where.add(valued ? beside.whose() : beside.lacks());
    } else {
      where.add(new Part(key() + (valued ? " IS NOT NULL" : " IS NULL"), List.of()));
    }
  }

  /** What lies behind a place. */
  private Part behind(Rows rows, boolean backwards, Cursor from) {
    String sign = descending(backwards) ? "<" : ">";
    String id = from.id().toString();
    Object key = from.key();
    if (rows == Rows.LACKING || key == null) {
      return new Part("i.id " + sign + " ?", List.of(id));
    }
    if (isUnique()) {
      return new Part(key() + " " + sign + " ?", List.of(key));
    }
    return dialect.comparesRows()
        ? new Part("(" + key() + ", " + tie() + ") " + sign + " (?, ?)", List.of(key, id))
        : new Part(
            key()
                + " "
                + sign
                + "= ? AND ("
                + key()
                + " "
                + sign
                + " ? OR "
                + tie()
                + " "
                + sign
                + " ?)",
            List.of(key, key, id));
  }

  private String order(String key, String id, Slice slice) {
    String direction = direction(slice.backwards());
    return isUnique() ? key + direction : key + direction + ", " + id + direction;
  }

  private String orderById(Slice slice) {
    return "i.id" + direction(slice.backwards());
  }

  private String direction(boolean backwards) {
    return descending(backwards) ? " DESC" : "";
  }

  private boolean descending(boolean backwards) {
    return sorting.descending() != backwards;
  }

  private boolean isUnique() {
    return sorting.source() instanceof Sorting.OfColumn column && column.column().unique();
  }

  private String key() {
    return sorting.source() instanceof Sorting.OfColumn column
        ? "i." + column.column().name()
        : "o.value";
  }

  private String tie() {
    return sorting.source() instanceof Sorting.OfColumn ? "i.id" : "o.resource_id";
  }

  private String besideTable() {
    return ((Sorting.OfTable) sorting.source()).table();
  }

  /** FROM and WHERE of all matches; with the viewer's externalId when rows are read. */
  private Part from(boolean rows, String hint) {
    List<Object> values = new ArrayList<>();
    Optional<Start> start = start();
    String text =
        start.isPresent()
            ? " FROM" + Tables.inOrder() + started(start.get(), values)
            : " FROM " + table + " i" + hint;
    if (rows) {
      text += Tables.EXTERNAL_ID;
      values.add(viewer);
    }
    Part where =
        Part.and(
            List.of(
                new Part("i.domain = ?", List.of(domain)),
                start.map(Start::rest).orElse(condition.where())));
    values.addAll(where.values());
    return new Part(text + " WHERE " + where.text(), values);
  }

  private String started(Start start, List<Object> values) {
    values.addAll(start.ids().values());
    return "(SELECT DISTINCT s.id FROM ("
        + start.ids().text()
        + ") s (id)) d JOIN "
        + table
        + " i"
        + Tables.byKey(type)
        + " ON i.id = d.id";
  }

  /** What needs a start; columns of the row itself do not. */
  private Optional<Start> start() {
    return condition.plain() ? Optional.empty() : condition.startIfAny();
  }

  private String hint(boolean few) {
    return hint(few, false);
  }

  private String hint(boolean few, boolean descending) {
    Optional<Column> filtered =
        condition.startIfAny().flatMap(s -> Optional.ofNullable(s.column()));
    if (few && filtered.isPresent()) {
      return filtered.get().hint(table, false);
    }
    Column column =
        !few && sorting.source() instanceof Sorting.OfColumn ordered
            ? ordered.column()
            : Column.CREATED;
    return column.hint(table, descending);
  }
}

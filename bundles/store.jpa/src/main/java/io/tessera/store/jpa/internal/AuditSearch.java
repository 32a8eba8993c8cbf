package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AuditTrail.Entry;
import io.tessera.store.spi.AuditTrail.Place;
import io.tessera.store.spi.AuditTrail.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search of the audit chain: one index leads, a window of its rows at a time, and the other
 * conditions choose among them. A page costs the same whatever is asked for, and may be short.
 */
final class AuditSearch {
  private static final int WINDOW = 20_000;
  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** Index, column and value of each condition, the most selective first. */
  private record Condition(String index, String column, boolean everywhere, Object value) {}

  private final List<Condition> conditions = new ArrayList<>();
  private final Selection selection;
  private final @Nullable Place below;
  private final Dialect dialect;

  AuditSearch(Selection selection, @Nullable Place below, Dialect dialect) {
    this.selection = selection;
    this.below = below;
    this.dialect = dialect;
    add("causality", "causality", true, selection.causality());
    add("resource", "resource_id", true, selection.resource());
    add("kind", "kind", false, selection.kind());
    add("actor", "actor", true, selection.actor());
    add("provider", "service_provider", false, selection.serviceProvider());
    add("channel", "channel", false, selection.channel());
    add("", "resource_type", false, selection.type());
  }

  private void add(String index, String column, boolean everywhere, @Nullable Object value) {
    if (value != null) {
      conditions.add(new Condition(index, column, everywhere, value.toString()));
    }
  }

  /**
   * What was found in one window.
   *
   * @param end where to go on; null when the window reaches the end
   */
  record Window(List<String> changes, @Nullable Place end) {
    /** Whether a change that is not sealed belongs to this page, not to a later one. */
    boolean covers(Entry entry) {
      return end == null || compare(entry, end) >= 0;
    }
  }

  /** Whether a change that was found without an index is meant. */
  boolean matches(Entry entry) {
    Place place = below;
    return (place == null || compare(entry, place) < 0)
        && is(selection.actor(), entry.origin().actor())
        && is(selection.serviceProvider(), entry.origin().serviceProvider())
        && is(selection.channel(), entry.origin().channel())
        && is(selection.causality(), entry.origin().causality())
        && is(selection.type(), entry.type())
        && is(selection.resource(), entry.resource())
        && is(selection.kind(), entry.kind())
        && !entry.at().isBefore(from())
        && entry.at().isBefore(to());
  }

  Window window(Sql sql, int limit) {
    List<Object> values = new ArrayList<>();
    @Nullable Condition lead = lead();
    List<Condition> rest = new ArrayList<>(conditions);
    rest.remove(lead);
    String rows = rows(lead, rest.isEmpty() ? limit : WINDOW, values);
    StringBuilder chosen =
        new StringBuilder("SELECT w.change_id, w.happened FROM (").append(rows).append(") w");
    String glue = " WHERE ";
    List<Object> all = new ArrayList<>(values);
    for (Condition condition : rest) {
      chosen.append(glue).append("w.").append(condition.column()).append(" = ?");
      all.add(condition.value());
      glue = " AND ";
    }
    chosen
        .append(" ORDER BY w.happened DESC, w.change_id DESC FETCH FIRST ")
        .append(limit)
        .append(" ROWS ONLY");
    List<String> found = sql.list(chosen.toString(), all, row -> row.getString(1));
    boolean full = rest.isEmpty() || found.size() == limit;
    return new Window(found, full ? null : end(sql, rows, values));
  }

  /** The last row of a window that gave less than a page; null when the window was not full. */
  private static @Nullable Place end(Sql sql, String rows, List<Object> values) {
    String last =
        "SELECT w.happened, w.change_id FROM ("
            + rows
            + ") w ORDER BY w.happened DESC, w.change_id DESC OFFSET "
            + (WINDOW - 1)
            + " ROWS FETCH FIRST 1 ROWS ONLY";
    return sql.<Place>first(
            last,
            values,
            row ->
                new Place(Instant.ofEpochMilli(row.getLong(1)), UUID.fromString(row.getString(2))))
        .orElse(null);
  }

  /** Rows of one index in the order of time. */
  private String rows(@Nullable Condition lead, int most, List<Object> values) {
    StringBuilder rows =
        new StringBuilder(
                "SELECT a.change_id, a.happened, a.kind, a.resource_type, a.resource_id,"
                    + " a.service_provider, a.actor, a.channel, a.causality FROM audit_chain a")
            .append(Tables.byIndex("audit_chain_" + (lead == null ? "happened" : lead.index())))
            .append(" WHERE ");
    if (lead != null) {
      rows.append("a.").append(lead.column()).append(" = ? AND ");
      values.add(lead.value());
    }
    Place place = below;
    long to = to().toEpochMilli() - 1;
    rows.append("a.happened >= ? AND a.happened <= ?");
    values.add(from().toEpochMilli());
    values.add(place == null ? to : Math.min(to, place.at().toEpochMilli()));
    if (place != null) {
      rows.append(" AND (a.happened < ? OR a.change_id < ?)");
      values.add(place.at().toEpochMilli());
      values.add(place.id().toString());
    }
    return rows.append(" ORDER BY a.happened DESC, a.change_id DESC FETCH FIRST ")
        .append(most)
        .append(" ROWS ONLY")
        .toString();
  }

  private @Nullable Condition lead() {
    return conditions.stream()
        .filter(c -> !c.index().isEmpty())
        .filter(c -> c.everywhere() || dialect == Dialect.POSTGRESQL)
        .findFirst()
        .orElse(null);
  }

  private Instant from() {
    Instant from = selection.from();
    return from == null || from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
  }

  private Instant to() {
    Instant to = selection.to();
    return to == null || to.isAfter(END_OF_TIME) ? END_OF_TIME : to;
  }

  private static boolean is(@Nullable Object wanted, Object actual) {
    return wanted == null || wanted.equals(actual);
  }

  private static int compare(Entry entry, Place place) {
    int byTime = entry.at().compareTo(place.at());
    return byTime != 0 ? byTime : entry.id().toString().compareTo(place.id().toString());
  }
}

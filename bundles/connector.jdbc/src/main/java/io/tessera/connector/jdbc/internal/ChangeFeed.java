package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.JdbcSettings.ChangeColumn;
import io.tessera.connector.jdbc.internal.JdbcSettings.ChangeTable;
import io.tessera.connector.jdbc.internal.JdbcSettings.Changes;
import io.tessera.connector.spi.FailureKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one kind of object has its changes: which rows changed, in the order of a number or time.
 *
 * @param number grows with each change
 * @param row holds the id of the row that changed
 * @param conditions what rows that concern us have
 * @param apart whether it is a table of its own
 */
record ChangeFeed(Table table, Column number, Column row, List<Value> conditions, boolean apart) {

  /** One change: its number and the row's id, as text. */
  record Entry(String number, String row) {}

  static ChangeFeed of(Layouts layouts, Layout layout) throws TargetFailure, InterruptedException {
    Changes changes = layout.kind().changes();
    if (changes instanceof ChangeTable apart) {
      Table table = layouts.table(apart.table());
      return new ChangeFeed(
          table, ordered(table.column(apart.number())), table.column(apart.row()), List.of(), true);
    }
    if (changes instanceof ChangeColumn within) {
      Column number = ordered(layout.table().column(within.column()));
      return new ChangeFeed(layout.table(), number, layout.id(), layout.filter(), false);
    }
    String label = layout.kind().label();
    throw TargetFailure.of(
        FailureKind.CONFIGURATION,
        "Changes are told nowhere; set " + label + "ChangeColumn or " + label + "ChangeTable.");
  }

  private static Column ordered(Column column) throws TargetFailure {
    return switch (column.type()) {
      case INTEGER, DECIMAL, TIMESTAMP -> column;
      default ->
          throw TargetFailure.of(
              FailureKind.CONFIGURATION,
              "The column " + column.name() + " is neither a whole number nor a time; name one.");
    };
  }

  /** The greatest number now; none where there is no change. */
  Optional<String> last(Connection connection) throws SQLException {
    Sql sql =
        new Sql("SELECT MAX(" + number.quoted() + ") FROM " + table.quoted()).whereAll(conditions);
    try (PreparedStatement statement = sql.prepare(connection);
        ResultSet found = statement.executeQuery()) {
      return found.next() ? number.type().read(found, 1) : Optional.empty();
    }
  }

  /**
   * Changes after what was told, up to the token's mark.
   *
   * @param most how many
   */
  List<Entry> after(Connection connection, ChangeToken token, int most)
      throws SQLException, TargetFailure {
    Sql sql =
        new Sql("SELECT " + number.quoted() + ", " + row.quoted() + " FROM " + table.quoted())
            .whereAll(conditions)
            .add(conditions.isEmpty() ? " WHERE " : " AND ")
            .add(number.quoted() + " <= ")
            .bind(value(number, token.mark()));
    if (token.told().isPresent()) {
      beyond(sql, token);
    }
    sql.add(" AND " + row.quoted() + " IS NOT NULL ORDER BY " + number.quoted())
        .add(", " + row.quoted())
        .add(RowLimit.of(connection).clause(most));
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = sql.prepare(connection)) {
      statement.setMaxRows(most);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          entries.add(entry(found));
        }
      }
    }
    return entries;
  }

  private Entry entry(ResultSet found) throws SQLException {
    return new Entry(number.type().read(found, 1).orElse(""), row.type().read(found, 2).orElse(""));
  }

  private void beyond(Sql sql, ChangeToken token) throws TargetFailure {
    Value told = value(number, token.told());
    if (token.row().isEmpty()) {
      sql.add(" AND " + number.quoted() + " > ").bind(told);
      return;
    }
    sql.add(" AND (" + number.quoted() + " > ")
        .bind(told)
        .add(" OR (" + number.quoted() + " = ")
        .bind(told)
        .add(" AND " + row.quoted() + " > ")
        .bind(value(row, token.row()))
        .add("))");
  }

  /** Whether the numbers began anew: what was told last is beyond them. */
  boolean beganAnew(ChangeToken token, Optional<String> last) throws TargetFailure {
    return apart
        && last.isPresent()
        && token.told().isPresent()
        && compare(value(number, last), value(number, token.told())) < 0;
  }

  private static Value value(Column column, Optional<String> text) throws TargetFailure {
    return text.flatMap(column::search).orElseThrow(ChangeToken::foreign);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Value one, Value other) {
    return one.value() instanceof Comparable left && other.value() != null
        ? left.compareTo(other.value())
        : 0;
  }
}

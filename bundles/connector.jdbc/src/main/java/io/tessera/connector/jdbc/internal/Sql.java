package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** A statement that is being written: its text, and the values in place of question marks. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Value> values = new ArrayList<>();

  /**
   * @param text fixed words and quoted names only
   */
  Sql(String text) {
    this.text.append(text);
  }

  Sql add(String more) {
    text.append(more);
    return this;
  }

  /** {@code ?, ?, ?}. */
  Sql list(Collection<Value> all) {
    for (Iterator<Value> each = all.iterator(); each.hasNext(); ) {
      value(each.next());
      text.append(each.hasNext() ? ", " : "");
    }
    return this;
  }

  /** {@code a = ?, b = ?}. */
  Sql assignments(Collection<Value> all) {
    for (Iterator<Value> each = all.iterator(); each.hasNext(); ) {
      Value next = each.next();
      text.append(next.column().quoted()).append(" = ");
      value(next);
      text.append(each.hasNext() ? ", " : "");
    }
    return this;
  }

  /** {@code WHERE a = ? AND b IS NULL}; at least one condition. */
  Sql where(Collection<Value> conditions) {
    return conditions(" WHERE ", conditions);
  }

  /** {@code AND a = ? AND b IS NULL}; after a condition. */
  Sql and(Collection<Value> conditions) {
    return conditions(" AND ", conditions);
  }

  private Sql conditions(String first, Collection<Value> conditions) {
    String word = first;
    for (Value each : conditions) {
      text.append(word).append(each.column().quoted());
      word = " AND ";
      if (each.value() == null) {
        text.append(" IS NULL");
      } else {
        text.append(" = ");
        value(each);
      }
    }
    return this;
  }

  /** {@code WHERE a IN (?, ?)}; at least one value. */
  Sql whereIn(Column column, Collection<Value> any) {
    return add(" WHERE ").in(column, any);
  }

  /** {@code AND a IN (?, ?)}; at least one value. */
  Sql andIn(Column column, Collection<Value> any) {
    return add(" AND ").in(column, any);
  }

  private Sql in(Column column, Collection<Value> any) {
    return add(column.quoted()).add(" IN (").list(any).add(")");
  }

  /** {@code WHERE a = ?}, or nothing where there is no condition. */
  Sql whereAll(Collection<Value> conditions) {
    return conditions.isEmpty() ? this : where(conditions);
  }

  /** A question mark. */
  Sql bind(Value value) {
    value(value);
    return this;
  }

  private void value(Value value) {
    text.append("?");
    values.add(value);
  }

  String text() {
    return text.toString();
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    return bound(connection.prepareStatement(text.toString()));
  }

  /** One that tells the value the database gives to a column. */
  PreparedStatement prepareTelling(Connection connection, Column column) throws SQLException {
    return bound(connection.prepareStatement(text.toString(), new String[] {column.name()}));
  }

  int execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement bound(PreparedStatement statement) throws SQLException {
    try {
      int index = 1;
      for (Value value : values) {
        bind(statement, index++, value);
      }
      return statement;
    } catch (SQLException refused) {
      statement.close();
      throw refused;
    }
  }

  static void bind(PreparedStatement statement, int index, Value value) throws SQLException {
    if (value.value() == null) {
      statement.setNull(index, value.column().jdbcType());
    } else {
      value.column().type().bind(statement, index, value.value());
    }
  }
}

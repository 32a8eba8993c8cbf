package io.tessera.store.jpa.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection. Values are bound, never written into a statement. */
public final class Sql {
  /** Most values in one IN list; longer ones are asked for in several statements. */
  private static final int MAX_IN = 256;

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads what is needed of the present row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at the present row. */
  @FunctionalInterface
  public interface Visitor {
    /** Answers false to see no more rows. */
    boolean visit(ResultSet row) throws SQLException;
  }

  /** A statement with the values for its question marks. */
  public record Bound(String text, List<Object> values) {}

  <T> List<T> list(String text, List<?> values, Row<? extends T> row) {
    try (PreparedStatement statement = prepare(text, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(row.read(rows));
      }
      return result;
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  <T> Optional<T> first(String text, List<?> values, Row<? extends T> row) {
    try (PreparedStatement statement = prepare(text, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  long number(String text, List<?> values) {
    return this.<Long>first(text, values, r -> r.getLong(1)).orElse(0L);
  }

  /**
   * Runs a statement once for each part of a long list of values and collects the rows.
   *
   * @param text with {@code (:in)} where the list goes, once or more, behind all question marks
   */
  <T> List<T> listIn(String text, List<?> before, Collection<String> in, Row<? extends T> row) {
    List<T> result = new ArrayList<>();
    List<String> all = List.copyOf(in);
    for (int from = 0; from < all.size(); from += MAX_IN) {
      List<String> part = padded(all.subList(from, Math.min(all.size(), from + MAX_IN)));
      List<Object> values = new ArrayList<>(before);
      String marks = String.join(",", Collections.nCopies(part.size(), "?"));
      for (int at = text.indexOf(":in"); at >= 0; at = text.indexOf(":in", at + 1)) {
        values.addAll(part);
      }
      result.addAll(list(text.replace(":in", marks), values, row));
    }
    return result;
  }

  /**
   * Visits rows as they come, without holding them all.
   *
   * @param atOnce how many the driver fetches together
   */
  void each(String text, List<?> values, int atOnce, Visitor visitor) {
    try (PreparedStatement statement = prepare(text, values)) {
      statement.setFetchSize(atOnce);
      visit(statement, visitor);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  int update(String text, Object... values) {
    try (PreparedStatement statement = prepare(text, List.of(values))) {
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /**
   * Runs a statement for each list of values, all sent together.
   *
   * @return rows changed by each
   */
  int[] batch(String text, List<? extends List<?>> all) {
    if (all.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      if (all.size() == 1) {
        bind(statement, all.get(0));
        return new int[] {statement.executeUpdate()};
      }
      for (List<?> values : all) {
        bind(statement, values);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  private PreparedStatement prepare(String text, List<?> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    bind(statement, values);
    return statement;
  }

  private static void visit(PreparedStatement statement, Visitor visitor) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      boolean more = rows.next();
      while (more) {
        more = visitor.visit(rows) && rows.next();
      }
    }
  }

  private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    int index = 1;
    for (Object value : values) {
      bind(statement, index++, value);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof String text) {
      statement.setString(index, text);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof Boolean truth) {
      statement.setBoolean(index, truth);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value == null) {
      statement.setObject(index, null);
    } else {
      throw new IllegalArgumentException("cannot bind " + value.getClass());
    }
  }

  /**
   * A list of one of few lengths, its last value repeated, so that there are few different
   * statements: each new one costs the database milliseconds.
   */
  private static List<String> padded(List<String> values) {
    int length = 1;
    while (length < values.size()) {
      length *= 4;
    }
    List<String> result = new ArrayList<>(values);
    result.addAll(Collections.nCopies(length - values.size(), values.get(values.size() - 1)));
    return result;
  }
}

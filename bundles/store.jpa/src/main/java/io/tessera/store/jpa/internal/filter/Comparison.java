package io.tessera.store.jpa.internal.filter;

import io.tessera.model.Value;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.store.jpa.internal.SearchKey;
import io.tessera.store.jpa.internal.filter.Column.Kind;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One comparison with a column that has a value. For {@code ne} it is that of {@code eq}, to be
 * negated.
 *
 * @param part to be put behind nothing but a column that is not null
 * @param exact false when rows that pass may still not match
 * @param rank how few rows it leaves: 0 one, 1 few, 2 some, 3 many, 4 who knows, 5 most
 */
record Comparison(Part part, boolean exact, int rank) {
  private static final char ESCAPE = '!';

  /**
   * Compares a column with a literal.
   *
   * @param column SQL name
   * @param last what sorts behind every other character
   * @return empty when SQL cannot tell
   */
  static Optional<Comparison> of(
      String column, Kind kind, Operator operator, Value literal, String last) {
    return switch (kind) {
      case TRUTH -> Optional.of(truth(column, operator, literal));
      case TIME -> time(column, operator, literal);
      case FOLDED, EXACT ->
          Optional.of(
              literal instanceof Value.Text text
                  ? text(column, kind == Kind.FOLDED, operator, text.value(), last)
                  : never());
    };
  }

  /** Nothing compares like that. */
  static Comparison never() {
    return new Comparison(Part.FALSE, true, 0);
  }

  /** Compares with a key of {@link SortKeys}. */
  static Comparison sortable(String column, Operator operator, String key) {
    boolean whole = SearchKey.whole(key);
    String sign =
        switch (operator) {
          case EQ, NE -> "=";
          case GT -> ">";
          case GE -> ">=";
          case LT -> "<";
          case LE -> "<=";
          case CO, SW, EW -> "";
        };
    return sign.isEmpty()
        ? never()
        : new Comparison(
            new Part(column + " " + sign + " ?", List.of(key)), whole, sign.equals("=") ? 1 : 3);
  }

  /** Most are true; whether few are false is soon counted by their index. */
  private static Comparison truth(String column, Operator operator, Value literal) {
    boolean equality = operator == Operator.EQ || operator == Operator.NE;
    if (!equality || !(literal instanceof Value.Bool bool)) {
      return never();
    }
    return bool.value()
        ? new Comparison(new Part(column + " = TRUE", List.of()), true, 5)
        : new Comparison(new Part(column + " = FALSE", List.of()), true, 3);
  }

  private static Comparison text(
      String column, boolean folds, Operator operator, String literal, String last) {
    String part = folds ? SearchKey.foldedPart(literal) : SearchKey.part(literal);
    String key = folds ? SearchKey.folded(literal) : SearchKey.exact(literal);
    boolean whole = SearchKey.whole(key) && SearchKey.whole(part);
    return switch (operator) {
      case EQ, NE -> new Comparison(new Part(column + " = ?", List.of(key)), whole, 1);
      case SW -> new Comparison(startsWith(column, part, last), whole, 2);
      case CO -> new Comparison(like(column, "%" + escaped(part) + "%"), whole, 4);
      case EW -> new Comparison(like(column, "%" + escaped(part)), whole, 4);
      case GT -> new Comparison(new Part(column + " > ?", List.of(key)), whole, 3);
      case GE -> new Comparison(new Part(column + " >= ?", List.of(key)), whole, 3);
      case LT -> new Comparison(new Part(column + " < ?", List.of(key)), whole, 3);
      case LE -> new Comparison(new Part(column + " <= ?", List.of(key)), whole, 3);
    };
  }

  /** A range, which every plan can use an index for, unlike LIKE with a pattern not yet known. */
  private static Part startsWith(String column, String prefix, String last) {
    return prefix.isEmpty()
        ? new Part(column + " IS NOT NULL", List.of())
        : new Part("(" + column + " >= ? AND " + column + " < ?)", List.of(prefix, prefix + last));
  }

  private static Part like(String column, String pattern) {
    return new Part(column + " LIKE ? ESCAPE '" + ESCAPE + "'", List.of(pattern));
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '_' || c == ESCAPE) {
        result.append(ESCAPE);
      }
      result.append(c);
    }
    return result.toString();
  }

  /** Columns hold whole milliseconds; a literal between two of them equals none. */
  private static Optional<Comparison> time(String column, Operator operator, Value literal) {
    if (!(literal instanceof Value.Text text)) {
      return Optional.of(never());
    }
    Optional<Instant> instant = instant(text.value());
    if (instant.isEmpty()) {
      return Optional.empty();
    }
    long millis = instant.get().toEpochMilli();
    boolean between = !instant.get().equals(Instant.ofEpochMilli(millis));
    return switch (operator) {
      case EQ, NE ->
          Optional.of(between ? never() : new Comparison(compared(column, "=", millis), true, 1));
      case GT -> Optional.of(new Comparison(compared(column, ">", millis), true, 3));
      case GE ->
          Optional.of(new Comparison(compared(column, between ? ">" : ">=", millis), true, 3));
      case LT ->
          Optional.of(new Comparison(compared(column, between ? "<=" : "<", millis), true, 3));
      case LE -> Optional.of(new Comparison(compared(column, "<=", millis), true, 3));
      case CO, SW, EW -> Optional.empty();
    };
  }

  private static Part compared(String column, String operator, long millis) {
    return new Part(column + " " + operator + " ?", List.of(millis));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}

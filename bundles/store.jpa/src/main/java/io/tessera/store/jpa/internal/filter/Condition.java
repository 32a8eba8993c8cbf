package io.tessera.store.jpa.internal.filter;

import io.tessera.model.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a filter demands of a row of the resource's table {@code i}, as far as SQL can tell.
 *
 * @param where true for all rows that match, and only for those when {@code residual} is null
 * @param start a query for few ids to start from; null when none of the filter's clauses is indexed
 * @param residual what is to be decided on the documents of the rows that are left
 * @param plain compares nothing but columns with {@code AND} between: needs no start
 */
public record Condition(
    Part where, @Nullable Start start, @Nullable Filter residual, boolean plain) {

  /** SQL with the values for its question marks. */
  public record Part(String text, List<Object> values) {
    /** Demands nothing. */
    public static final Part TRUE = new Part("1 = 1", List.of());

    static final Part FALSE = new Part("1 = 0", List.of());

    public Part {
      values = List.copyOf(values);
    }

    /** Whether it demands nothing. */
    public boolean isTrue() {
      return text.equals(TRUE.text);
    }

    static Part joined(String word, List<Part> parts) {
      StringBuilder text = new StringBuilder();
      List<Object> values = new ArrayList<>();
      for (Part part : parts) {
        text.append(text.isEmpty() ? "(" : word).append(part.text);
        values.addAll(part.values);
      }
      return new Part(text.append(')').toString(), values);
    }

    /** All of them. */
    public static Part and(List<Part> parts) {
      List<Part> some = parts.stream().filter(p -> !p.isTrue()).toList();
      return some.isEmpty() ? TRUE : some.size() == 1 ? some.get(0) : joined(" AND ", some);
    }
  }

  /**
   * Where to start from.
   *
   * @param ids a query with one column; may hold ids that do not match, lacks none that do
   * @param rest what its rows still have to satisfy
   * @param rank the smaller, the fewer ids are expected
   * @param column which one the clause is about, so that its index has the ids in order; null for
   *     attributes that lie elsewhere
   */
  public record Start(Part ids, Part rest, int rank, @Nullable Column column) {
    Start(Part ids, Part rest, int rank) {
      this(ids, rest, rank, null);
    }
  }

  /** Everything matches. */
  public static Condition all() {
    return new Condition(Part.TRUE, null, null, true);
  }

  static Condition constant(boolean value) {
    return new Condition(value ? Part.TRUE : Part.FALSE, null, null, true);
  }

  public Optional<Filter> residualIfAny() {
    return Optional.ofNullable(residual);
  }

  /** The column in whose order an index has all matches, if that is where to start from. */
  public Optional<Column> ordered() {
    return plain && start != null
        ? Optional.ofNullable(start.column())
            .filter(column -> column.kind() != Column.Kind.TRUTH)
            .map(Column::present)
        : Optional.empty();
  }

  public Optional<Start> startIfAny() {
    return Optional.ofNullable(start);
  }
}

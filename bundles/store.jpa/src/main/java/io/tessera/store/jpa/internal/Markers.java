package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.FilterCompiler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Clauses about memberships inside a filter that documents decide: the database answers them in a
 * column of each row, where the filter finds them as an attribute that no schema can have.
 */
final class Markers {
  private static final String NAME = "\u0000member";

  private final FilterCompiler compiler;
  private final List<Part> columns = new ArrayList<>();

  Markers(FilterCompiler compiler) {
    this.compiler = compiler;
  }

  /** The filter with its clauses about memberships replaced. */
  Filter replaced(Filter filter) {
    if (filter instanceof Filter.And and) {
      return new Filter.And(and.all().stream().map(this::replaced).toList());
    }
    if (filter instanceof Filter.Or or) {
      return new Filter.Or(or.any().stream().map(this::replaced).toList());
    }
    if (filter instanceof Filter.Not not) {
      return new Filter.Not(replaced(not.filter()));
    }
    boolean apart = FilterCompiler.paths(filter).stream().allMatch(FilterCompiler::isMembership);
    return apart ? marker(filter) : filter;
  }

  private Filter marker(Filter clause) {
    columns.add(compiler.compile(clause).where());
    AttributePath path = AttributePath.of(NAME + columns.size());
    return new Filter.Compare(path, Filter.Operator.EQ, Value.bool(true));
  }

  /** Further columns of a SELECT. */
  String columns() {
    StringBuilder text = new StringBuilder();
    columns.forEach(c -> text.append(", CASE WHEN ").append(c.text()).append(" THEN 1 ELSE 0 END"));
    return text.toString();
  }

  List<Object> values() {
    return columns.stream().flatMap(c -> c.values().stream()).toList();
  }

  /**
   * Reads the columns of a row.
   *
   * @param before how many columns there are before them
   */
  void read(ResultSet row, int before, Attributes.Builder attributes) throws SQLException {
    for (int i = 1; i <= columns.size(); i++) {
      attributes.put(NAME + i, row.getInt(before + i) == 1);
    }
  }
}

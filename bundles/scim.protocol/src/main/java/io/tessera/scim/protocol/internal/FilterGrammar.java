package io.tessera.scim.protocol.internal;

import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.scim.protocol.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The grammar of RFC 7644 section 3.4.2.2 by recursive descent: or, and, not, comparison. */
final class FilterGrammar {
  private static final Map<String, Operator> OPERATORS = operators();

  private final Cursor cursor;
  private final @Nullable SchemasClause schemas;
  private final Limits limits;
  private int nodes;

  /**
   * @param schemas answers conditions over {@code schemas}; null where the word means nothing
   */
  FilterGrammar(Cursor cursor, @Nullable SchemasClause schemas, Limits limits) {
    this.cursor = cursor;
    this.schemas = schemas;
    this.limits = limits;
  }

  private static Map<String, Operator> operators() {
    Map<String, Operator> byName = new HashMap<>();
    for (Operator operator : Operator.values()) {
      byName.put(operator.name().toLowerCase(Locale.ROOT), operator);
    }
    return Map.copyOf(byName);
  }

  /** Reads a filter to the end of the text. */
  Filter whole(Scope scope) {
    Filter result = or(scope, 0);
    if (!cursor.skipSpaces().atEnd()) {
      throw cursor.fail(cursor.position(), "'and', 'or' or the end is expected");
    }
    return result;
  }

  /** Reads the filter between brackets, the opening one being eaten already. */
  Filter bracket(Scope.Named attribute, int depth) {
    int start = cursor.position();
    if (!attribute.definition().isComplex() || !attribute.definition().multiValued()) {
      throw cursor.fail(
          start, "'" + attribute.path() + "' has no elements to choose from by brackets");
    }
    Filter inner = or(Scope.inside(attribute.definition()), depth + 1);
    cursor.expect(']', "at the end of the filter in brackets");
    return inner;
  }

  private Filter or(Scope scope, int depth) {
    List<Filter> any = new ArrayList<>();
    do {
      any.add(and(scope, depth));
    } while (cursor.skipSpaces().eatWord("or"));
    return any.size() == 1 ? any.get(0) : counted(new Filter.Or(any));
  }

  private Filter and(Scope scope, int depth) {
    List<Filter> all = new ArrayList<>();
    do {
      all.add(term(scope, depth));
    } while (cursor.skipSpaces().eatWord("and"));
    return all.size() == 1 ? all.get(0) : counted(new Filter.And(all));
  }

  private Filter term(Scope scope, int depth) {
    cursor.skipSpaces();
    if (depth > limits.filterDepth()) {
      throw cursor.fail(cursor.position(), "the filter is nested too deep");
    }
    if (cursor.eat('(')) {
      return group(scope, depth);
    }
    int start = cursor.position();
    String word = cursor.word();
    if (word.equalsIgnoreCase("not") && cursor.skipSpaces().eat('(')) {
      return counted(new Filter.Not(group(scope, depth)));
    }
    if (word.isEmpty()) {
      throw cursor.fail(start, "an attribute, 'not' or '(' is expected");
    }
    if (schemas != null && schemas.means(word)) {
      return counted(schemasCondition(schemas, start));
    }
    return counted(condition(scope, word, start, depth));
  }

  private Filter group(Scope scope, int depth) {
    Filter inner = or(scope, depth + 1);
    cursor.expect(')', "at the end of the group");
    return inner;
  }

  private Filter condition(Scope scope, String word, int start, int depth) {
    Optional<Scope.Named> found = scope.find(word);
    if (found.isEmpty()) {
      throw cursor.fail(start, "the attribute '" + word + "' is unknown");
    }
    Scope.Named named = found.get();
    Comparison comparison = new Comparison(cursor, start);
    if (cursor.skipSpaces().eat('[')) {
      comparison.refuseSecret(named);
      Filter inner = bracket(named, depth);
      return new Filter.Element(
          named.path(), cursor.eat('.') ? counted(and(inner, afterBracket(named, depth))) : inner);
    }
    if (cursor.eatWord("pr")) {
      comparison.refuseSecret(named);
      return new Filter.Present(named.path());
    }
    Operator operator = operator();
    return comparison.of(named, operator, cursor.skipSpaces().literal());
  }

  /** {@code emails[type eq "work"].value eq "x"}: what follows holds for the same element. */
  private Filter afterBracket(Scope.Named named, int depth) {
    int start = cursor.position();
    return condition(Scope.inside(named.definition()), cursor.word(), start, depth);
  }

  private static Filter and(Filter first, Filter second) {
    List<Filter> all = new ArrayList<>();
    if (first instanceof Filter.And and) {
      all.addAll(and.all());
    } else {
      all.add(first);
    }
    all.add(second);
    return new Filter.And(all);
  }

  private Filter schemasCondition(SchemasClause clause, int start) {
    if (cursor.skipSpaces().eatWord("pr")) {
      return clause.always();
    }
    Operator operator = operator();
    if (cursor.skipSpaces().literal() instanceof Value.Text urn) {
      if (operator == Operator.EQ) {
        return clause.has(urn.value());
      }
      if (operator == Operator.NE) {
        return new Filter.Not(clause.has(urn.value()));
      }
    }
    throw cursor.fail(start, "'schemas' is compared by eq and ne with a URN in double quotes");
  }

  private Operator operator() {
    int start = cursor.position();
    Operator operator = OPERATORS.get(cursor.word().toLowerCase(Locale.ROOT));
    if (operator == null) {
      throw cursor.fail(start, "an operator is expected: eq, ne, co, sw, ew, gt, ge, lt, le or pr");
    }
    return operator;
  }

  private Filter counted(Filter filter) {
    if (++nodes > limits.filterConditions()) {
      throw cursor.fail(
          cursor.position(),
          "the filter has more than " + limits.filterConditions() + " conditions; ask for less");
    }
    return filter;
  }
}

package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.Condition.Start;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a filter into a {@link Condition}. Attributes become names in SQL by fixed tables only;
 * literals are bound. A row without a value satisfies nothing but {@code ne} and {@code not}, as in
 * {@link io.tessera.model.filter.FilterMatcher}.
 */
public final class FilterCompiler {
  private final ResourceType type;
  private final String table;
  private final String domain;
  private final String last;
  private final Lookups lookups;
  private final IndexLookups configured;

  /**
   * For resources of one type in one domain.
   *
   * @param schema in force
   * @param table of the type
   * @param viewer whose externalIds count
   * @param last what sorts behind every other character
   */
  public FilterCompiler(
      ResourceSchema schema, String table, String domain, String viewer, String last) {
    this.type = schema.type();
    this.table = table;
    this.domain = domain;
    this.last = last;
    this.lookups = new Lookups(type, viewer, last);
    this.configured = new IndexLookups(schema, domain, last);
  }

  /**
   * Says what SQL can decide of a filter.
   *
   * @throws io.tessera.model.RejectedException INVALID_FILTER for what can never be searched for
   */
  public Condition compile(Filter filter) {
    return compile(filter, false);
  }

  private Condition compile(Filter filter, boolean negated) {
    if (filter instanceof Filter.Not not) {
      return compile(not.filter(), !negated);
    }
    if (filter instanceof Filter.And and) {
      return negated ? any(filter, and.all(), true) : all(and.all(), false);
    }
    if (filter instanceof Filter.Or or) {
      return negated ? all(or.any(), true) : any(filter, or.any(), false);
    }
    return leaf(filter, negated);
  }

  private Condition all(List<Filter> filters, boolean negated) {
    List<Condition> all = filters.stream().map(f -> compile(f, negated)).toList();
    Optional<Condition> first =
        all.stream()
            .filter(c -> c.start() != null)
            .min(Comparator.comparingInt(c -> Objects.requireNonNull(c.start()).rank()));
    List<Filter> residuals = all.stream().flatMap(c -> c.residualIfAny().stream()).toList();
    return new Condition(
        Part.and(all.stream().map(Condition::where).toList()),
        first.map(c -> narrowed(c, all)).orElse(null),
        residuals.isEmpty()
            ? null
            : residuals.size() == 1 ? residuals.get(0) : new Filter.And(residuals),
        all.stream().allMatch(Condition::plain));
  }

  private static Start narrowed(Condition first, List<Condition> all) {
    Start start = Objects.requireNonNull(first.start());
    List<Part> rest = new ArrayList<>();
    rest.add(start.rest());
    all.stream().filter(c -> !c.equals(first)).forEach(c -> rest.add(c.where()));
    return new Start(start.ids(), Part.and(rest), start.rank(), start.column());
  }

  private Condition any(Filter whole, List<Filter> filters, boolean negated) {
    List<Condition> any = filters.stream().map(f -> compile(f, negated)).toList();
    boolean exact = any.stream().allMatch(c -> c.residual() == null);
    Part where =
        any.stream().anyMatch(c -> c.where().isTrue())
            ? Part.TRUE
            : Part.joined(" OR ", any.stream().map(Condition::where).toList());
    boolean indexed = any.stream().allMatch(c -> c.start() != null);
    return new Condition(
        where,
        indexed ? union(any, where) : null,
        exact ? null : negated ? new Filter.Not(whole) : whole,
        false);
  }

  private static Start union(List<Condition> any, Part where) {
    List<Start> starts = any.stream().flatMap(c -> c.startIfAny().stream()).toList();
    List<Object> values = new ArrayList<>();
    starts.forEach(s -> values.addAll(s.ids().values()));
    String text = String.join(" UNION ", starts.stream().map(s -> s.ids().text()).toList());
    boolean complete = starts.stream().allMatch(s -> s.rest().isTrue());
    int rank = starts.stream().mapToInt(Start::rank).max().orElse(0);
    return new Start(new Part(text, values), complete ? Part.TRUE : where, rank);
  }

  private Condition leaf(Filter filter, boolean negated) {
    Optional<Condition> looked = lookups.compile(filter, negated);
    if (looked.isPresent()) {
      return looked.get();
    }
    Optional<Condition> indexed = configured.compile(filter, negated);
    if (indexed.isPresent()) {
      return indexed.get();
    }
    if (filter instanceof Filter.Present present) {
      return Column.of(type, present.path())
          .map(c -> present(c, negated))
          .orElseGet(() -> undecided(filter, negated));
    }
    if (filter instanceof Filter.Compare compare) {
      return Column.of(type, compare.path())
          .flatMap(c -> compared(c, compare, negated))
          .orElseGet(() -> undecided(filter, negated));
    }
    return undecided(filter, negated);
  }

  private Condition present(Column column, boolean negated) {
    String test = negated ? " IS NULL" : " IS NOT NULL";
    return new Condition(new Part("i." + column.name() + test, List.of()), null, null, true);
  }

  private Optional<Condition> compared(Column column, Filter.Compare compare, boolean negated) {
    boolean not = negated != (compare.operator() == Operator.NE);
    String name = "i." + column.name();
    return Comparison.of(name, column.kind(), compare.operator(), compare.literal(), last)
        .map(c -> not ? negated(c, name, compare, negated) : positive(c, column, compare));
  }

  private Condition positive(Comparison comparison, Column column, Filter.Compare compare) {
    return new Condition(
        comparison.part(),
        start(comparison, column, compare),
        comparison.exact() ? null : compare,
        true);
  }

  private @Nullable Start start(Comparison comparison, Column column, Filter.Compare compare) {
    String hint = column.hint(table, false);
    String ids = "SELECT i.id FROM " + table + " i" + hint + " WHERE i.domain = ? AND ";
    List<Object> values = new ArrayList<>();
    values.add(domain);
    values.addAll(comparison.part().values());
    boolean one = compare.operator() == Operator.EQ && isKey(column);
    return new Start(
        new Part(ids + comparison.part().text(), values),
        Part.TRUE,
        one ? 0 : comparison.rank(),
        column);
  }

  private static Condition negated(
      Comparison comparison, String name, Filter.Compare compare, boolean negated) {
    if (!comparison.exact()) {
      return undecided(compare, negated);
    }
    String text = "(" + name + " IS NULL OR NOT (" + comparison.part().text() + "))";
    return new Condition(new Part(text, comparison.part().values()), null, null, true);
  }

  private static boolean isKey(Column column) {
    return column.unique();
  }

  /** SQL knows nothing about it; the documents will tell. */
  private static Condition undecided(Filter filter, boolean negated) {
    return new Condition(Part.TRUE, null, negated ? new Filter.Not(filter) : filter, false);
  }

  /** Whether a clause is about memberships, which documents do not hold. */
  public static boolean isMembership(AttributePath path) {
    return Lookups.isMembership(path);
  }

  /** Attributes a filter mentions, in order. */
  public static List<AttributePath> paths(Filter filter) {
    List<AttributePath> paths = new ArrayList<>();
    collect(filter, paths);
    return paths;
  }

  private static void collect(Filter filter, List<AttributePath> paths) {
    if (filter instanceof Filter.And and) {
      and.all().forEach(f -> collect(f, paths));
    } else if (filter instanceof Filter.Or or) {
      or.any().forEach(f -> collect(f, paths));
    } else if (filter instanceof Filter.Not not) {
      collect(not.filter(), paths);
    } else if (filter instanceof Filter.Present present) {
      paths.add(present.path());
    } else if (filter instanceof Filter.Compare compare) {
      paths.add(compare.path());
    } else if (filter instanceof Filter.Element element) {
      paths.add(element.path());
    }
  }

  static String text(Value literal) {
    return literal instanceof Value.Text text ? text.value() : "";
  }
}

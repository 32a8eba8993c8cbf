package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.Column;
import io.tessera.store.jpa.internal.filter.Condition;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.Condition.Start;
import io.tessera.store.jpa.internal.filter.FilterCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers one query: what SQL can decide in one statement, the rest on the documents. */
final class Search {
  /** How many more documents are looked at behind an indexed clause than without one. */
  private static final int NARROWED = 10;

  private static final int FETCH = 200;

  private static final String PAGE_OF = " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  /** Stands among the values for the two that say which page. */
  private static final Object PAGE = new Object();

  private final Session session;
  private final String viewer;
  private final String domain;
  private final ResourceType type;
  private final ResourceSchema schema;

  Search(Session session, String viewer, String domain, ResourceSchema schema) {
    this.session = session;
    this.viewer = viewer;
    this.domain = domain;
    this.type = schema.type();
    this.schema = schema;
  }

  /**
   * @param by ORDER BY
   * @param needsExternalId whether it orders by that
   */
  private record Order(String by, boolean needsExternalId) {}

  Page<Resource> find(Query query) {
    Condition condition = query.filterIfAny().map(this::compiled).orElseGet(Condition::all);
    Order order =
        query.sortIfAny().map(this::order).orElse(new Order(" ORDER BY i.created, i.id", false));
    Optional<Filter> residual = condition.residualIfAny();
    return residual.isPresent()
        ? scanned(condition, residual.get(), order, query)
        : exact(condition, order, query);
  }

  private Condition compiled(Filter filter) {
    String last = session.dialect().lastCharacter();
    return new FilterCompiler(type, Tables.name(type), domain, viewer, last).compile(filter);
  }

  private Page<Resource> exact(Condition condition, Order order, Query query) {
    if (query.count() == 0) {
      return new Page<>(List.of(), total(condition));
    }
    Part select = isFew(condition) ? few(condition, order) : many(condition, order);
    List<Object> values = new ArrayList<>(select.values());
    int page = values.indexOf(PAGE);
    int startIndex = startIndex(query);
    values.set(page, startIndex - 1);
    values.add(page + 1, query.count());
    List<Resource> items =
        session
            .sql()
            .list(select.text(), values, row -> Tables.resource(row, type, session.documents()));
    boolean isEnd = items.size() < query.count();
    boolean isKnown = isEnd && (!items.isEmpty() || startIndex == 1);
    return new Page<>(items, isKnown ? startIndex - 1L + items.size() : total(condition));
  }

  private static int startIndex(Query query) {
    return query.paging() instanceof Query.ByIndex byIndex ? byIndex.startIndex() : 1;
  }

  private static boolean isFew(Condition condition) {
    return condition.startIfAny().map(start -> start.rank() <= 1).orElse(false);
  }

  /** Reads all rows and sorts them; one alone needs no order. */
  private Part few(Condition condition, Order order) {
    Part from = from(condition, true);
    boolean one = condition.startIfAny().map(start -> start.rank() == 0).orElse(false);
    List<Object> values = new ArrayList<>(from.values());
    values.add(PAGE);
    return new Part(
        "SELECT " + Tables.COLUMNS + from.text() + (one ? "" : order.by()) + PAGE_OF, values);
  }

  /**
   * Finds the ids of the page first, which indexes alone can often tell in the right order, and
   * reads the rows of those only.
   */
  private Part many(Condition condition, Order order) {
    Part from = from(condition, order.needsExternalId());
    List<Object> values = new ArrayList<>(from.values());
    values.add(PAGE);
    values.add(viewer);
    return new Part(
        "SELECT "
            + Tables.COLUMNS
            + " FROM"
            + Tables.inOrder()
            + "(SELECT i.id"
            + from.text()
            + order.by()
            + PAGE_OF
            + ") p JOIN "
            + Tables.name(type)
            + " i"
            + Tables.byKey(type)
            + " ON i.id = p.id"
            + Tables.EXTERNAL_ID
            + order.by(),
        values);
  }

  private long total(Condition condition) {
    Part from = from(condition, false);
    return session.sql().number("SELECT COUNT(*)" + from.text(), from.values());
  }

  /** FROM and WHERE; with the viewer's externalId when rows are read. */
  private Part from(Condition condition, boolean rows) {
    String table = Tables.name(type) + " i";
    String join = rows ? Tables.EXTERNAL_ID : "";
    List<Object> values = new ArrayList<>();
    Optional<Start> start = condition.plain() ? Optional.empty() : condition.startIfAny();
    Part where = start.map(Start::rest).orElse(condition.where());
    String text = " FROM " + table;
    if (start.isPresent()) {
      text =
          " FROM"
              + Tables.inOrder()
              + "(SELECT DISTINCT s.id FROM ("
              + start.get().ids().text()
              + ") s (id)) d JOIN "
              + table
              + Tables.byKey(type)
              + " ON i.id = d.id";
      values.addAll(start.get().ids().values());
    }
    if (rows) {
      values.add(viewer);
    }
    values.add(domain);
    values.addAll(where.values());
    return new Part(text + join + " WHERE i.domain = ? AND " + where.text(), values);
  }

  private Page<Resource> scanned(Condition condition, Filter residual, Order order, Query query) {
    refuseUndecidable(residual);
    int limit = session.scanLimit();
    int most = condition.start() == null ? limit : limit * NARROWED;
    requireAtMost(most, condition, residual);
    FilterMatcher matcher = new FilterMatcher(schema);
    Part from = from(condition, true);
    List<Resource> page = new ArrayList<>();
    long[] matched = {0};
    Documents forgetful = session.freshDocuments();
    session.each(
        "SELECT " + Tables.COLUMNS + from.text() + order.by(),
        from.values(),
        FETCH,
        row -> {
          Resource resource = Tables.resource(row, type, forgetful);
          if (matcher.matches(residual, searchable(resource))) {
            matched[0]++;
            if (matched[0] >= startIndex(query) && page.size() < query.count()) {
              page.add(resource);
            }
          }
          return true;
        });
    return new Page<>(page, matched[0]);
  }

  private void requireAtMost(int most, Condition condition, Filter residual) {
    Part from = from(condition, false);
    List<Object> values = new ArrayList<>(from.values());
    values.add(most + 1);
    String text = "SELECT COUNT(*) FROM (SELECT i.id" + from.text() + " FETCH FIRST ? ROWS ONLY) t";
    if (session.sql().number(text, values) > most) {
      List<AttributePath> paths = FilterCompiler.paths(residual);
      AttributePath unindexed =
          paths.stream().filter(p -> Column.of(type, p).isEmpty()).findFirst().orElse(paths.get(0));
      throw RejectedException.at(
          Kind.TOO_MANY,
          unindexed,
          "There are more than "
              + most
              + " resources to look through, because "
              + unindexed
              + " is not indexed. Add a clause about an indexed attribute, or index it.");
    }
  }

  /** What documents do not hold cannot be decided on them. */
  private static void refuseUndecidable(Filter residual) {
    for (AttributePath path : FilterCompiler.paths(residual)) {
      boolean apart = path.name().equals("groups") || path.name().equals("members");
      if (apart && path.extension().isEmpty()) {
        throw RejectedException.at(
            Kind.INVALID_FILTER,
            path,
            path + " cannot be combined by 'or' or 'not' with an attribute that is not indexed.");
      }
    }
  }

  /** The document with the attributes that are kept beside it. */
  private static Attributes searchable(Resource resource) {
    Attributes.Builder result = resource.attributes().toBuilder();
    result.put("id", resource.id().toString());
    resource.externalIdIfAny().ifPresent(id -> result.put("externalId", id));
    Attributes meta =
        Attributes.builder()
            .put("resourceType", resource.type().scimName())
            .put("created", resource.created().toString())
            .put("lastModified", resource.lastModified().toString())
            .build();
    return result.put("meta", io.tessera.model.Value.complex(meta)).build();
  }

  private Order order(Query.Sort sort) {
    boolean byExternalId = sort.by().equals(AttributePath.of("externalId"));
    String column = byExternalId ? "x.value" : column(sort.by());
    String direction = sort.descending() ? " DESC" : "";
    return new Order(" ORDER BY " + column + direction + ", i.created, i.id", byExternalId);
  }

  private String column(AttributePath path) {
    return Column.of(type, path)
        .map(c -> "i." + c.name())
        .orElseThrow(
            () ->
                RejectedException.at(
                    Kind.INVALID_VALUE,
                    path,
                    "Sorting by " + path + " is not possible: it is not indexed as one value."));
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.Query.ByIndex;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.AttributeKeys;
import io.tessera.store.jpa.internal.filter.Column;
import io.tessera.store.jpa.internal.filter.Condition;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.FilterCompiler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the documents of the rows that SQL leaves, a bounded number: for what has no index,
 * be it asked for or sorted by.
 */
final class Scan {
  /** How many more documents are looked at behind an indexed clause than without one. */
  private static final int NARROWED = 10;

  private static final int FETCH = 200;

  /** Resources that are kept while it is not known whether more match than a page takes. */
  private static final int KEPT = Query.MAX_COUNT;

  private final Session session;
  private final ResourceSchema schema;
  private final Condition condition;
  private final Sorting sorting;
  private final Selection selection;
  private final Markers markers;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<ResourceId, Resource> kept = new HashMap<>();

  Scan(
      Session session,
      ResourceSchema schema,
      Condition condition,
      Sorting sorting,
      Selection selection,
      FilterCompiler compiler) {
    this.session = session;
    this.schema = schema;
    this.condition = condition;
    this.sorting = sorting;
    this.selection = selection;
    this.markers = new Markers(compiler);
  }

  /** A match: by what it is sorted, and its id. */
  record Entry(@Nullable Object key, ResourceId id) {}

  Page<Resource> find(Query.Paging paging, @Nullable Cursor from, String name) {
    requireFew();
    look();
    entries.sort(sorting.comparator());
    return paging instanceof ByIndex byIndex
        ? new Page<>(resources(part(byIndex.startIndex() - 1, byIndex.count())), entries.size())
        : byCursor(paging.count(), from, name);
  }

  private Page<Resource> byCursor(int count, @Nullable Cursor from, String name) {
    if (count == 0) {
      return new Page<>(List.of(), entries.size());
    }
    boolean backwards = from != null && from.backwards();
    int place = from == null ? 0 : place(from);
    int start = backwards ? Math.max(0, place - count) : place;
    List<Entry> part = part(start, backwards ? place - start : count);
    boolean more = backwards ? start > 0 : place + part.size() < entries.size();
    Page<Resource> page = Search.cursors(sorting, name, resources(part), from, more);
    return new Page<>(
        page.items(), java.util.OptionalLong.of(entries.size()), page.next(), page.previous());
  }

  /** Index of the first entry that is not before the place, or behind it when reading on. */
  private int place(Cursor from) {
    int found =
        Collections.binarySearch(entries, new Entry(from.key(), from.id()), sorting.comparator());
    return found < 0 ? -found - 1 : from.backwards() ? found : found + 1;
  }

  private List<Entry> part(int from, int count) {
    int start = Math.min(from, entries.size());
    return entries.subList(start, Math.min(entries.size(), start + count));
  }

  private void look() {
    FilterMatcher matcher = new FilterMatcher(schema);
    Filter residual = condition.residualIfAny().map(markers::replaced).orElse(null);
    Part rows = selection.rows(markers.columns());
    List<Object> values = new ArrayList<>(markers.values());
    values.addAll(rows.values());
    Documents forgetful = session.freshDocuments();
    session.each(
        rows.text(),
        values,
        FETCH,
        row -> {
          Resource resource = Tables.resource(row, schema.type(), forgetful);
          if (residual == null || matcher.matches(residual, searchable(resource, row))) {
            add(resource);
          }
          return true;
        });
  }

  private void add(Resource resource) {
    entries.add(new Entry(sorting.key().apply(resource), resource.id()));
    if (entries.size() <= KEPT) {
      kept.put(resource.id(), resource);
    }
  }

  /** The resources of a page; those that were not kept are read again, in one statement. */
  private List<Resource> resources(List<Entry> part) {
    List<String> missing =
        part.stream()
            .map(Entry::id)
            .filter(id -> !kept.containsKey(id))
            .map(ResourceId::toString)
            .toList();
    selection
        .byIds(
            session.sql(), missing, row -> Tables.resource(row, schema.type(), session.documents()))
        .forEach(resource -> kept.put(resource.id(), resource));
    return part.stream().map(e -> kept.get(e.id())).filter(Objects::nonNull).toList();
  }

  private void requireFew() {
    boolean one = condition.startIfAny().map(start -> start.rank() == 0).orElse(false);
    if (one) {
      return;
    }
    int limit = session.scanLimit();
    boolean narrowed = condition.residual() != null && condition.start() != null;
    int most = narrowed ? limit * NARROWED : limit;
    Part count = selection.atMost(most);
    if (session.sql().number(count.text(), count.values()) > most) {
      throw condition.residualIfAny().map(r -> unfiltered(r, most)).orElseGet(() -> unsorted(most));
    }
  }

  private RejectedException unfiltered(Filter residual, int most) {
    List<AttributePath> paths = FilterCompiler.paths(residual);
    AttributePath unindexed =
        paths.stream()
            .filter(p -> Column.of(schema.type(), p).isEmpty() && !AttributeKeys.isApart(p))
            .findFirst()
            .orElse(paths.get(0));
    return RejectedException.at(
        Kind.TOO_MANY,
        unindexed,
        "There are more than "
            + most
            + " resources to look through, because "
            + unindexed
            + " is not indexed. Add a clause about an indexed attribute, or index it.");
  }

  private RejectedException unsorted(int most) {
    AttributePath by = Objects.requireNonNull(sorting.by());
    return RejectedException.at(
        Kind.TOO_MANY,
        by,
        "There are more than "
            + most
            + " resources to sort, and "
            + by
            + " is not indexed. Add a filter that leaves fewer, or index it.");
  }

  /** The document with what is kept beside it. */
  private Attributes searchable(Resource resource, ResultSet row) throws SQLException {
    Attributes.Builder result = resource.attributes().toBuilder();
    result.put("id", resource.id().toString());
    resource.externalIdIfAny().ifPresent(id -> result.put("externalId", id));
    Attributes meta =
        Attributes.builder()
            .put("resourceType", resource.type().scimName())
            .put("created", resource.created().toString())
            .put("lastModified", resource.lastModified().toString())
            .build();
    result.put("meta", Value.complex(meta));
    markers.read(row, Tables.COLUMN_COUNT, result);
    return result.build();
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.AttributeKeys;
import io.tessera.store.jpa.internal.filter.Column;
import io.tessera.store.jpa.internal.filter.Condition;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.SortKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of all matches: by one value, then by id. Those without a value come last, or first
 * when it is descending (RFC 7644 section 3.4.2.3), which is what both databases do by themselves.
 *
 * @param by null for the order of creation
 * @param source where the database finds the value
 * @param key of a resource, as the source has it: a {@link String}, {@link Long} or {@link
 *     Boolean}, null when it has no value
 */
record Sorting(
    @Nullable AttributePath by,
    boolean descending,
    Source source,
    Function<Resource, @Nullable Object> key) {

  /** Where the value of a row lies. */
  sealed interface Source {}

  /** In the row itself. */
  record OfColumn(Column column) implements Source {}

  /**
   * In a table beside it.
   *
   * @param table to read from, as {@code o}, with its hint for Derby
   * @param whose what its rows have to satisfy
   * @param lacks true for a row {@code i} that has no value there
   */
  record OfTable(String table, Part whose, Part lacks) implements Source {}

  /** In the document only. */
  record OfDocument() implements Source {}

  /**
   * Where no order is asked for, it is the one in which the filter's own index has the matches, so
   * that there is nothing to sort; without such an index the order of creation.
   */
  static Sorting of(
      ResourceSchema schema,
      String domain,
      String viewer,
      Optional<Query.Sort> sort,
      Condition condition) {
    if (sort.isEmpty()) {
      Column column = condition.ordered().orElse(Column.CREATED);
      return new Sorting(null, false, new OfColumn(column), keyOf(column));
    }
    AttributePath by = sort.get().by();
    boolean descending = sort.get().descending();
    Optional<Column> column = Column.of(schema.type(), by);
    if (column.isPresent()) {
      return new Sorting(by, descending, new OfColumn(column.get()), keyOf(column.get()));
    }
    if (by.equals(AttributePath.of("externalId"))) {
      return new Sorting(by, descending, externalIds(schema.type(), viewer), Sorting::externalId);
    }
    Optional<AttributeKeys> keys = AttributeKeys.ready(schema, domain, by);
    return keys.isPresent()
        ? new Sorting(by, descending, indexed(keys.get()), r -> keys.get().first(r.attributes()))
        : new Sorting(by, descending, new OfDocument(), documentKey(schema, by));
  }

  /** The order of entries in memory. */
  Comparator<Scan.Entry> comparator() {
    Comparator<Scan.Entry> ascending =
        Comparator.comparing(Scan.Entry::key, Comparator.nullsLast(Sorting::compareKeys))
            .thenComparing(entry -> entry.id().toString());
    return descending ? ascending.reversed() : ascending;
  }

  Cursor cursor(Resource at, boolean backwards) {
    return new Cursor(backwards, key.apply(at), at.id());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compareKeys(Object a, Object b) {
    if (a.getClass() != b.getClass()) {
      throw Cursor.invalid();
    }
    return ((Comparable) a).compareTo(b);
  }

  private static Object created(Resource resource) {
    return resource.created().toEpochMilli();
  }

  private static @Nullable Object externalId(Resource resource) {
    return resource.externalIdIfAny().map(SearchKey::externalId).orElse(null);
  }

  private static Function<Resource, @Nullable Object> keyOf(Column column) {
    return switch (column.name()) {
      case "id" -> resource -> resource.id().toString();
      case "created" -> Sorting::created;
      case "last_modified" -> resource -> resource.lastModified().toEpochMilli();
      default ->
          resource ->
              resource
                  .attributes()
                  .at(column.path())
                  .<Object>map(
                      v -> v instanceof Value.Bool bool ? (Object) bool.value() : folded(v))
                  .orElse(null);
    };
  }

  private static @Nullable Object folded(Value value) {
    return value instanceof Value.Text text ? SearchKey.folded(text.value()) : null;
  }

  private static Source externalIds(ResourceType type, String viewer) {
    return new OfTable(
        "external_ids o" + Tables.byIndex("external_ids_value"),
        new Part("o.service_provider = ? AND o.resource_type = ?", List.of(viewer, type.name())),
        new Part(
            "NOT EXISTS (SELECT 1 FROM external_ids o"
                + " WHERE o.resource_id = i.id AND o.service_provider = ?)",
            List.of(viewer)));
  }

  private static Source indexed(AttributeKeys keys) {
    return new OfTable(
        "attribute_index o --DERBY-PROPERTIES constraint=attribute_index_id\n",
        new Part("o.attribute = ?", List.of(keys.sortName())),
        new Part(
            "EXISTS (SELECT 1 FROM attribute_index o"
                + " WHERE o.attribute = ? AND o.value = ? AND o.resource_id = i.id)",
            List.of(keys.noneName(), "")));
  }

  private static Function<Resource, @Nullable Object> documentKey(
      ResourceSchema schema, AttributePath by) {
    AttributePath path = AttributeKeys.valuePath(schema, by);
    AttributeDefinition definition =
        schema.definition(path).filter(d -> !d.isComplex()).orElseThrow(() -> refused(by));
    if (AttributeKeys.isApart(path)) {
      throw refused(by);
    }
    return resource ->
        SortKeys.first(resource.attributes(), path)
            .flatMap(v -> SortKeys.key(definition.type(), definition.caseExact(), v))
            .orElse(null);
  }

  private static RejectedException refused(AttributePath by) {
    return RejectedException.at(
        Kind.INVALID_VALUE,
        by,
        "Sorting by " + by + " is not possible. Name an attribute that has a value of its own.");
  }
}

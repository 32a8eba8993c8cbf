package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.AttributeKeys;
import io.tessera.store.jpa.internal.filter.AttributeKeys.Row;
import io.tessera.store.spi.Resources.Reindexed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of the attribute index: of e-mail addresses always, else as configured. */
final class AttributeIndex {
  private static final String DELETE =
      "DELETE FROM attribute_index WHERE attribute = ? AND value = ? AND resource_id = ?";

  private final Session session;

  AttributeIndex(Session session) {
    this.session = session;
  }

  /** Writes all rows of a new resource. */
  void inserted(ResourceSchema schema, Resource resource) {
    insert(rows(schema, resource.domain(), resource.attributes()), resource.id());
  }

  /**
   * Writes what the values gained and lost.
   *
   * @param after empty when the resource goes
   */
  void changed(ResourceSchema schema, Resource before, Attributes after) {
    Set<Row> had = rows(schema, before.domain(), before.attributes());
    Set<Row> has = after.isEmpty() ? Set.of() : rows(schema, before.domain(), after);
    if (had.equals(has)) {
      return;
    }
    String id = before.id().toString();
    session
        .sql()
        .batch(
            DELETE,
            had.stream()
                .filter(row -> !has.contains(row))
                .map(row -> List.of(row.attribute(), row.value(), id))
                .toList());
    insert(has.stream().filter(row -> !had.contains(row)).toList(), before.id());
  }

  /** One batch of the resources that were there before an attribute was configured. */
  Reindexed reindex(
      ResourceSchema schema, AttributePath path, @Nullable ResourceId after, int most) {
    List<Indexed> batch =
        session
            .sql()
            .list(
                "SELECT i.id, i.domain, i.document FROM "
                    + Tables.name(schema.type())
                    + " i WHERE i.id > ? ORDER BY i.id FETCH FIRST ? ROWS ONLY"
                    + session.dialect().freezeRows(),
                List.of(after == null ? "" : after.toString(), most),
                row -> new Indexed(row.getString(1), row.getString(2), row.getBytes(3)));
    session
        .sql()
        .batch(
            session.dialect().insertIndexRow(),
            batch.stream()
                .flatMap(i -> rows(schema, path, i).stream().map(row -> values(row, i.id())))
                .toList());
    boolean end = batch.size() < most;
    return new Reindexed(
        end ? null : ResourceId.of(batch.get(batch.size() - 1).id()), batch.size());
  }

  /** What a document says of a resource whose attribute is to be indexed. */
  private record Indexed(String id, String domain, byte[] document) {}

  private Set<Row> rows(ResourceSchema schema, AttributePath path, Indexed indexed) {
    return AttributeKeys.of(schema, indexed.domain(), path)
        .map(keys -> keys.rows(session.freshDocuments().read(indexed.document())))
        .orElse(Set.of());
  }

  /** Removes the first rows of an attribute, whatever domain they are of. */
  int unindex(ResourceType type, AttributePath path, int most) {
    String family = AttributeKeys.family(type, path);
    int removed = 0;
    Optional<String> attribute = nextAttribute(family);
    while (attribute.isPresent() && removed < most) {
      removed += remove(attribute.get(), most - removed);
      attribute = nextAttribute(family);
    }
    return removed;
  }

  private Optional<String> nextAttribute(String family) {
    return session
        .sql()
        .first(
            "SELECT x.attribute FROM attribute_index x WHERE x.attribute >= ? AND x.attribute < ?"
                + " ORDER BY x.attribute FETCH FIRST 1 ROWS ONLY",
            List.of(family, family + session.dialect().lastCharacter()),
            row -> row.getString(1));
  }

  /** Removes a range of the index: all rows, or those before the first that shall stay. */
  private int remove(String attribute, int most) {
    Optional<List<String>> stays =
        session
            .sql()
            .first(
                "SELECT x.value, x.resource_id FROM attribute_index x WHERE x.attribute = ?"
                    + " ORDER BY x.value, x.resource_id OFFSET ? ROWS FETCH NEXT 1 ROWS ONLY",
                List.of(attribute, most),
                row -> List.of(row.getString(1), row.getString(2)));
    if (stays.isEmpty()) {
      return session.sql().update("DELETE FROM attribute_index WHERE attribute = ?", attribute);
    }
    String value = stays.get().get(0);
    String id = stays.get().get(1);
    return session
            .sql()
            .update(
                "DELETE FROM attribute_index WHERE attribute = ? AND value < ?", attribute, value)
        + session
            .sql()
            .update(
                "DELETE FROM attribute_index"
                    + " WHERE attribute = ? AND value = ? AND resource_id < ?",
                attribute,
                value,
                id);
  }

  /** By the database's own statistics; counted where it has none yet. */
  long estimate(ResourceType type) {
    String table = Tables.name(type);
    long known = session.dialect().estimatedRows(session.sql(), table);
    return known >= 0 ? known : session.sql().number("SELECT COUNT(*) FROM " + table, List.of());
  }

  private static Set<Row> rows(ResourceSchema schema, String domain, Attributes attributes) {
    String emails = Indexing.EMAILS.toString();
    Set<Row> rows = new LinkedHashSet<>();
    Indexing.keys(attributes, Indexing.EMAILS).forEach(key -> rows.add(new Row(emails, key)));
    AttributeKeys.all(schema, domain).forEach(keys -> rows.addAll(keys.rows(attributes)));
    return rows;
  }

  private void insert(Iterable<Row> rows, ResourceId id) {
    List<List<Object>> all = new ArrayList<>();
    rows.forEach(row -> all.add(values(row, id.toString())));
    session.sql().batch(session.dialect().insertIndexRow(), all);
  }

  private List<Object> values(Row row, String id) {
    return session.dialect().indexRowValues(row.attribute(), row.value(), id);
  }
}

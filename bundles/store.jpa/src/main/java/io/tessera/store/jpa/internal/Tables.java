package io.tessera.store.jpa.internal;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.jpa.internal.entity.GroupRow;
import io.tessera.store.jpa.internal.entity.IdentityRow;
import io.tessera.store.jpa.internal.entity.ResourceRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Which table holds resources of a type, and how its rows are read. */
final class Tables {
  /** What is read of a resource whose table is called {@code i}; see {@link #resource}. */
  static final String COLUMNS =
      "i.id, i.domain, i.version, i.created, i.last_modified, x.value, i.document";

  /** How many those are. */
  static final int COLUMN_COUNT = 7;

  /** Joins the viewer's externalId as {@code x}; binds the viewer. */
  static final String EXTERNAL_ID =
      " LEFT JOIN external_ids x ON x.resource_id = i.id AND x.service_provider = ?";

  private Tables() {}

  /** A column in a form that keeps it out of the choice of an index. */
  static String unindexed(String column) {
    return column + " || ''";
  }

  /**
   * Behind a table in FROM: which index Derby takes. Its optimizer judges by the few rows there
   * were when a statement was compiled; to PostgreSQL this is a comment.
   */
  static String byIndex(String index) {
    return " --DERBY-PROPERTIES index=" + index + "\n";
  }

  /** As {@link #byIndex}, by the name of a primary key. */
  static String byConstraint(String constraint) {
    return " --DERBY-PROPERTIES constraint=" + constraint + "\n";
  }

  /** Behind a table in FROM whose rows are looked up by primary key, one by one; for Derby. */
  static String byKey(ResourceType type) {
    return " --DERBY-PROPERTIES constraint=" + name(type) + "_id, joinStrategy=NESTEDLOOP\n";
  }

  /** Behind FROM: the tables are read in the order they are written in; for Derby. */
  static String inOrder() {
    return " --DERBY-PROPERTIES joinOrder=FIXED\n";
  }

  static String name(ResourceType type) {
    return type == ResourceType.USER ? "identities" : "user_groups";
  }

  static Class<? extends ResourceRow> entity(ResourceType type) {
    return type == ResourceType.USER ? IdentityRow.class : GroupRow.class;
  }

  static Resource resource(ResultSet row, ResourceType type, Documents documents)
      throws SQLException {
    return new Resource(
        type,
        ResourceId.of(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6),
        documents.readAndRemember(row.getBytes(7)));
  }
}

package io.tessera.store.jpa.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the two databases differ. */
enum Dialect {
  DERBY(
      "derby",
      "org.apache.derby.jdbc.EmbeddedDriver",
      "org.eclipse.persistence.platform.database.DerbyPlatform",
      " WITH RS",
      "\uFFFF"),
  POSTGRESQL(
      "postgresql",
      "org.postgresql.Driver",
      "org.eclipse.persistence.platform.database.PostgreSQLPlatform",
      " FOR KEY SHARE",
      "\uDBFF\uDFFF");

  private static final Pattern DERBY_ROWS = Pattern.compile("numrows= ?(\\d+)");

  private final String folder;
  private final String driver;
  private final String platform;
  private final String keepRows;
  private final String lastCharacter;

  Dialect(String folder, String driver, String platform, String keepRows, String lastCharacter) {
    this.folder = folder;
    this.driver = driver;
    this.platform = platform;
    this.keepRows = keepRows;
    this.lastCharacter = lastCharacter;
  }

  /** Name of the folder with the migrations. */
  String folder() {
    return folder;
  }

  /** Class name of the JDBC driver, as its DataSourceFactory announces it. */
  String driver() {
    return driver;
  }

  /** EclipseLink's class for this database. */
  String platform() {
    return platform;
  }

  /** Ends a SELECT whose rows nobody shall delete until the transaction ends. */
  String keepRows() {
    return keepRows;
  }

  /**
   * What sorts behind every other character: Derby orders by UTF-16 units, PostgreSQL's "C" by
   * UTF-8 bytes.
   */
  String lastCharacter() {
    return lastCharacter;
  }

  /**
   * Whether a row is locked by an UPDATE that changes nothing. Derby turns the lock of SELECT FOR
   * UPDATE into a shared one when the cursor leaves the row, and two of those end in a deadlock.
   */
  boolean locksByUpdate() {
    return this == DERBY;
  }

  /** Whether INSERT can turn into UPDATE when the row exists. */
  boolean hasUpsert() {
    return this == POSTGRESQL;
  }

  /**
   * Said once on each new connection. Statements are written for one plan each: index lookups, one
   * row after the other. A plan that is made while a table is empty must do when it is full, and is
   * made once, not at each call: planning takes PostgreSQL longer than most of our statements run.
   * Such a plan expects a range to hold thousands of rows, and would start further processes for
   * it: 6 ms to find one name.
   */
  @Nullable String beginsConnection() {
    return this == POSTGRESQL
        ? "SELECT set_config('plan_cache_mode', 'force_generic_plan', false),"
            + " set_config('enable_seqscan', 'off', false),"
            + " set_config('enable_hashjoin', 'off', false),"
            + " set_config('enable_mergejoin', 'off', false),"
            + " set_config('jit', 'off', false),"
            + " set_config('max_parallel_workers_per_gather', '0', false)"
        : null;
  }

  /** Ends a SELECT whose rows nobody shall change until the transaction ends. */
  String freezeRows() {
    return this == POSTGRESQL ? " FOR SHARE OF i" : " WITH RS";
  }

  /** Adds a row to the attribute index unless it is there; see {@link #indexRowValues}. */
  String insertIndexRow() {
    return this == POSTGRESQL
        ? "INSERT INTO attribute_index (attribute, value, resource_id) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING"
        : "INSERT INTO attribute_index (attribute, value, resource_id)"
            + " SELECT CAST(? AS VARCHAR(256)), CAST(? AS VARCHAR(256)), CAST(? AS VARCHAR(36))"
            + " FROM SYSIBM.SYSDUMMY1 WHERE NOT EXISTS (SELECT 1 FROM attribute_index x"
            + " WHERE x.attribute = ? AND x.value = ? AND x.resource_id = ?)";
  }

  /** Values for {@link #insertIndexRow}. */
  List<Object> indexRowValues(String attribute, String value, String resource) {
    return this == POSTGRESQL
        ? List.of(attribute, value, resource)
        : List.of(attribute, value, resource, attribute, value, resource);
  }

  /** About how many rows a table has; negative when the database has not looked yet. */
  long estimatedRows(Sql sql, String table) {
    if (this == POSTGRESQL) {
      return sql.number(
          "SELECT c.reltuples::bigint FROM pg_class c WHERE c.oid = to_regclass(?)",
          List.of(table));
    }
    return sql
        .list(
            "SELECT s.statistics FROM sys.sysstatistics s"
                + " JOIN sys.systables t ON t.tableid = s.tableid WHERE t.tablename = ?",
            List.of(table.toUpperCase(Locale.ROOT)),
            row -> DERBY_ROWS.matcher(String.valueOf(row.getObject(1))))
        .stream()
        .filter(Matcher::find)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .max()
        .orElse(-1);
  }

  /** Whether two columns at once can be compared with two values. */
  boolean comparesRows() {
    return this == POSTGRESQL;
  }

  /** Whether rows that others have locked can be left out. */
  boolean skipsLocked() {
    return this == POSTGRESQL;
  }
}

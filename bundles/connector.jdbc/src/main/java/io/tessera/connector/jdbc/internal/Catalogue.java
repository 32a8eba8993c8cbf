package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks tables up in the database's own description. Only names found there get into statements,
 * and always quoted: a name in the settings or in a policy map cannot become anything else.
 */
final class Catalogue {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Connection connection;
  private final DatabaseMetaData description;

  Catalogue(Connection connection) throws SQLException {
    this.connection = connection;
    this.description = connection.getMetaData();
  }

  /** Where a table really is; the parts are null where the database has no such thing. */
  private record Place(@Nullable String catalog, @Nullable String schema, String table) {}

  /** A table by its name as written, else as databases fold names that are not quoted. */
  Table table(Table.Name name) throws SQLException, TargetFailure {
    for (String table : spellings(name.table())) {
      for (Place place : places(name, table)) {
        List<Column> columns = columns(place);
        if (!columns.isEmpty()) {
          return new Table(name.toString(), quoted(place), columns, unique(place));
        }
      }
    }
    throw TargetFailure.of(
        FailureKind.CONFIGURATION,
        "There is no table "
            + name
            + " that this account may see; correct its name and schema,"
            + " or grant the right.");
  }

  /** Whether there is a procedure or function of this name that this account may see. */
  boolean hasRoutine(String name) throws SQLException {
    for (String spelling : spellings(name)) {
      @Nullable String pattern = pattern(spelling);
      try (ResultSet procedures = description.getProcedures(null, null, pattern);
          ResultSet functions = description.getFunctions(null, null, pattern)) {
        if (procedures.next() || functions.next()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Place> places(Table.Name name, String table) throws SQLException {
    @Nullable String catalog = connection.getCatalog();
    if (name.schema().isEmpty()) {
      return List.of(new Place(catalog, connection.getSchema(), table));
    }
    boolean schemas = description.supportsSchemasInDataManipulation();
    return spellings(name.schema()).stream()
        .map(s -> schemas ? new Place(catalog, s, table) : new Place(s, null, table))
        .toList();
  }

  private static List<String> spellings(String written) {
    return Stream.of(written, written.toUpperCase(Locale.ROOT), written.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  private List<Column> columns(Place place) throws SQLException, TargetFailure {
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows =
        description.getColumns(
            place.catalog(), pattern(place.schema()), pattern(place.table()), "%")) {
      while (rows.next()) {
        if (place.table().equals(rows.getString("TABLE_NAME"))) {
          columns.add(column(rows));
        }
      }
    }
    return columns;
  }

  private Column column(ResultSet row) throws SQLException, TargetFailure {
    String name = row.getString("COLUMN_NAME");
    int jdbcType = row.getInt("DATA_TYPE");
    boolean automatic = isYes(row.getString("IS_AUTOINCREMENT"));
    boolean computed = isYes(row.getString("IS_GENERATEDCOLUMN"));
    return new Column(
        name,
        quoted(name),
        ColumnType.of(jdbcType, row.getString("TYPE_NAME")),
        jdbcType,
        row.getInt("COLUMN_SIZE"),
        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
        automatic || computed || row.getString("COLUMN_DEF") != null,
        !computed);
  }

  private static boolean isYes(@Nullable String said) {
    return "YES".equals(said);
  }

  /** Constraints without conditions, by the names of their columns. */
  private List<Set<String>> unique(Place place) throws SQLException {
    Map<String, Set<String>> byIndex = new HashMap<>();
    Set<String> partial = new HashSet<>();
    try (ResultSet rows =
        description.getIndexInfo(place.catalog(), place.schema(), place.table(), true, true)) {
      while (rows.next()) {
        String index = rows.getString("INDEX_NAME");
        String column = rows.getString("COLUMN_NAME");
        if (index != null && column != null) {
          byIndex.computeIfAbsent(index, i -> new HashSet<>()).add(column);
          if (rows.getString("FILTER_CONDITION") != null) {
            partial.add(index);
          }
        }
      }
    }
    byIndex.keySet().removeAll(partial);
    return List.copyOf(byIndex.values());
  }

  private @Nullable String pattern(@Nullable String name) throws SQLException {
    if (name == null) {
      return null;
    }
    String escape = description.getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private String quoted(Place place) throws SQLException, TargetFailure {
    @Nullable String above = place.schema() == null ? place.catalog() : place.schema();
    return above == null ? quoted(place.table()) : quoted(above) + "." + quoted(place.table());
  }

  private String quoted(String name) throws SQLException, TargetFailure {
    String quote = description.getIdentifierQuoteString().strip();
    if (!quote.isEmpty()) {
      return quote + name.replace(quote, quote + quote) + quote;
    }
    if (PLAIN.matcher(name).matches()) {
      return name;
    }
    throw TargetFailure.of(
        FailureKind.CONFIGURATION,
        "The database cannot quote names, and " + name + " is no plain one; make a view.");
  }
}

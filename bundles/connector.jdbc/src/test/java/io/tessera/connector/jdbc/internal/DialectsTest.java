package io.tessera.connector.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What databases that are not installed here want, as their documentation has it. */
class DialectsTest {
  @ParameterizedTest
  @CsvSource({
    "PostgreSQL, ' FETCH FIRST 5 ROWS ONLY'",
    "Apache Derby, ' FETCH FIRST 5 ROWS ONLY'",
    "Oracle, ' FETCH FIRST 5 ROWS ONLY'",
    "DB2/LINUXX8664, ' FETCH FIRST 5 ROWS ONLY'",
    "MariaDB, ' LIMIT 5'",
    "MySQL, ' LIMIT 5'",
    "Microsoft SQL Server, ' OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY'",
    "Something else, ''"
  })
  void the_number_of_rows_is_said_in_the_words_of_the_database(String product, String clause) {
    assertThat(RowLimit.of(product).clause(5)).isEqualTo(clause);
  }

  /** MariaDB has catalogs and no schemas, and quotes by backticks. */
  @Test
  void names_are_quoted_as_mariadb_wants_them() throws Exception {
    Table table = new Catalogue(mariadb()).table(Table.Name.of("app.user`s"));
    assertThat(table.quoted()).isEqualTo("`app`.`user``s`");
    assertThat(table.column("id").quoted()).isEqualTo("`id`");
    assertThat(table.column("id").given()).isTrue();
    assertThat(table.isUnique(List.of(table.column("Log`in")))).isTrue();
    Sql sql =
        new Sql("SELECT 1 FROM " + table.quoted())
            .where(List.of(new Column.Value(table.column("Log`in"), "x")));
    assertThat(sql.text()).isEqualTo("SELECT 1 FROM `app`.`user``s` WHERE `Log``in` = ?");
  }

  private static Connection mariadb() {
    DatabaseMetaData description =
        proxy(
            DatabaseMetaData.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getIdentifierQuoteString" -> "`";
                  case "getSearchStringEscape" -> "\\";
                  case "supportsSchemasInDataManipulation" -> false;
                  case "getColumns" -> columns(arguments);
                  case "getIndexInfo" ->
                      rows(List.of(Map.of("INDEX_NAME", "login", "COLUMN_NAME", "Log`in")));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> description;
              case "getCatalog" -> "other";
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static ResultSet columns(Object[] arguments) {
    boolean there = "app".equals(arguments[0]) && "user`s".equals(arguments[2]);
    return rows(
        there
            ? List.of(column("id", Types.BIGINT, "YES"), column("Log`in", Types.VARCHAR, "NO"))
            : List.of());
  }

  private static Map<String, Object> column(String name, int type, String automatic) {
    return Map.of(
        "TABLE_NAME",
        "user`s",
        "COLUMN_NAME",
        name,
        "DATA_TYPE",
        type,
        "TYPE_NAME",
        "X",
        "COLUMN_SIZE",
        200,
        "NULLABLE",
        DatabaseMetaData.columnNoNulls,
        "IS_AUTOINCREMENT",
        automatic,
        "IS_GENERATEDCOLUMN",
        "NO");
  }

  private static ResultSet rows(List<? extends Map<String, ?>> rows) {
    Iterator<? extends Map<String, ?>> all = rows.iterator();
    return proxy(ResultSet.class, new Cursor(all));
  }

  /** At one row after the other. */
  private static final class Cursor implements InvocationHandler {
    private final Iterator<? extends Map<String, ?>> all;
    private Map<String, ?> row = Map.of();

    Cursor(Iterator<? extends Map<String, ?>> all) {
      this.all = all;
    }

    @Override
    public @Nullable Object invoke(
        Object self, java.lang.reflect.Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "next" -> {
          boolean more = all.hasNext();
          row = more ? all.next() : Map.of();
          yield more;
        }
        case "getString", "getInt" -> row.get(String.valueOf(arguments[0]));
        case "close" -> null;
        default -> throw new UnsupportedOperationException(method.getName());
      };
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

package io.tessera.connector.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * How a database is told that no more rows are wanted, after {@code ORDER BY}. It then reads along
 * an index in place of sorting the table for each page.
 */
enum RowLimit {
  /** ISO 9075-2:2008: PostgreSQL, Derby, DB2, H2, Oracle since 12c. */
  STANDARD {
    @Override
    String clause(int rows) {
      return " FETCH FIRST " + rows + " ROWS ONLY";
    }
  },
  /** MySQL and MariaDB of any age. */
  LIMIT {
    @Override
    String clause(int rows) {
      return " LIMIT " + rows;
    }
  },
  /** SQL Server since 2012. */
  OFFSET {
    @Override
    String clause(int rows) {
      return " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    }
  },
  /** Not known: the driver sees to it, see {@link java.sql.Statement#setMaxRows}. */
  NONE {
    @Override
    String clause(int rows) {
      return "";
    }
  };

  abstract String clause(int rows);

  static RowLimit of(Connection connection) throws SQLException {
    return of(connection.getMetaData().getDatabaseProductName());
  }

  static RowLimit of(String product) {
    String name = product.toLowerCase(Locale.ROOT);
    if (name.contains("mysql") || name.contains("mariadb") || name.contains("sqlite")) {
      return LIMIT;
    }
    if (name.contains("sql server")) {
      return OFFSET;
    }
    boolean standard =
        name.contains("postgresql")
            || name.contains("derby")
            || name.contains("oracle")
            || name.contains("db2")
            || name.equals("h2");
    return standard ? STANDARD : NONE;
  }
}

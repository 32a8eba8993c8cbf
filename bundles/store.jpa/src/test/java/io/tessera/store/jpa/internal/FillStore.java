package io.tessera.store.jpa.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.osgi.PGDataSourceFactory;

/**
 * Fills an empty store: {@code USERS jdbc:derby:FOLDER} or {@code USERS jdbc:postgresql:... USER
 * PASSWORD_FILE}.
 */
public final class FillStore {
  private FillStore() {}

  public static void main(String[] args) throws SQLException, IOException {
    int users = Integer.parseInt(args[0]);
    long start = System.nanoTime();
    try (Database database = open(args);
        Connection connection = database.connect()) {
      new BulkRows(connection).fill(users, Math.min(users / 2, 100_000));
    }
    System.out.printf("%d users in %d ms%n", users, (System.nanoTime() - start) / 1_000_000);
  }

  static Database open(String[] args) throws SQLException, IOException {
    if (args[1].startsWith("jdbc:derby:")) {
      return OpenDatabases.derby(args[1]);
    }
    DatabaseSettings settings =
        new DatabaseSettings(
            args[1], args[2], Path.of(args[3]), DatabaseSettings.DEFAULT_SCAN_LIMIT);
    return new DatabaseOpener(settings, new PGDataSourceFactory()).open();
  }
}

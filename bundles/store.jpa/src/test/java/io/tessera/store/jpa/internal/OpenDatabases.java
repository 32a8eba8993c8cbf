package io.tessera.store.jpa.internal;

import io.tessera.lib.derby.internal.DerbyDataSourceFactory;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.kit.StoreUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.osgi.PGDataSourceFactory;

/** Opens databases without a framework around. */
final class OpenDatabases {
  private OpenDatabases() {}

  static Database derbyInMemory() throws SQLException, IOException {
    return derby("jdbc:derby:memory:" + UUID.randomUUID());
  }

  static Database derby(String url) throws SQLException, IOException {
    return derby(url, DatabaseSettings.DEFAULT_SCAN_LIMIT);
  }

  static Database derby(String url, int scanLimit) throws SQLException, IOException {
    DatabaseSettings settings = new DatabaseSettings(url, null, null, scanLimit);
    return new DatabaseOpener(settings, new DerbyDataSourceFactory()).open();
  }

  static Database postgresql(PostgresServer server) throws SQLException, IOException {
    DatabaseSettings settings =
        new DatabaseSettings(
            server.url(),
            server.user(),
            server.passwordFile(),
            DatabaseSettings.DEFAULT_SCAN_LIMIT);
    return new DatabaseOpener(settings, new PGDataSourceFactory()).open();
  }

  static StoreUnderTest store(Database database) {
    return new StoreUnderTest(
        new JpaStore(database),
        new SqlLanes(database),
        new SqlDeliveryLog(database),
        new SqlRemovals(database),
        new SqlGeneratedValues(database));
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

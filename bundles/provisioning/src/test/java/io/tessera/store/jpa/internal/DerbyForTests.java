package io.tessera.store.jpa.internal;

import io.tessera.lib.derby.internal.DerbyDataSourceFactory;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Store;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The real store on Derby in memory, for use cases that are about what transactions do. */
public final class DerbyForTests implements AutoCloseable {
  private final Database database;

  public DerbyForTests() throws SQLException, IOException {
    DatabaseSettings settings =
        new DatabaseSettings(
            "jdbc:derby:memory:" + UUID.randomUUID(),
            null,
            null,
            DatabaseSettings.DEFAULT_SCAN_LIMIT);
    this.database = new DatabaseOpener(settings, new DerbyDataSourceFactory()).open();
  }

  public Store store() {
    return new JpaStore(database);
  }

  public AuditTrail audit() {
    return new SqlAuditTrail(database);
  }

  public DeliveryLog log() {
    return new SqlDeliveryLog(database);
  }

  /** As it was when it was opened; which takes longer than most tests. */
  public void clear() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet all =
          connection.getMetaData().getTables(null, "APP", "%", new String[] {"TABLE"})) {
        while (all.next()) {
          tables.add(all.getString("TABLE_NAME"));
        }
      }
      tables.removeAll(List.of("schema_history", "CONFIGURATION_VERSION"));
      for (String table : tables) {
        statement.executeUpdate("DELETE FROM " + table);
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}

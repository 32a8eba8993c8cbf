package io.tessera.store.jpa.internal;

import io.tessera.store.kit.AuditUnderTest;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database that the tests of one class have for themselves: a chain is about all records there
 * are.
 */
final class OwnDatabase implements BeforeAllCallback, AfterAllCallback {
  private final boolean onPostgresql;
  private @Nullable PostgresServer server;
  private @Nullable Database database;

  private OwnDatabase(boolean onPostgresql) {
    this.onPostgresql = onPostgresql;
  }

  static OwnDatabase onDerby() {
    return new OwnDatabase(false);
  }

  /** Its tests are skipped where PostgreSQL is not installed. */
  static OwnDatabase onPostgresql() {
    return new OwnDatabase(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException, IOException {
    if (onPostgresql) {
      StoreOnPostgresqlTest.requirePostgresql();
      PostgresServer started = PostgresServer.start();
      server = started;
      database = OpenDatabases.postgresql(started);
    } else {
      database = OpenDatabases.derbyInMemory();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (database != null) {
      database.close();
    }
    if (server != null) {
      server.close();
    }
  }

  Database open() {
    return Objects.requireNonNull(database);
  }

  AuditUnderTest audit() {
    Database open = open();
    return new AuditUnderTest(
        OpenDatabases.store(open),
        new SqlAuditChain(open),
        new SqlAuditTrail(open),
        new SqlRetention(open),
        new SqlLeases(open),
        (statement, values) -> open.write(sql -> sql.update(statement, values)));
  }
}

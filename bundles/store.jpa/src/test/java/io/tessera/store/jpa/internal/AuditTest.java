package io.tessera.store.jpa.internal;

import io.tessera.store.kit.AuditContract;
import io.tessera.store.kit.AuditUnderTest;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** In databases of its own: a chain is about all changes there are. */
class AuditTest {
  static AuditUnderTest opened(Database database) {
    return new AuditUnderTest(
        OpenDatabases.store(database),
        new SqlAuditChain(database),
        new SqlAuditTrail(database),
        new SqlRetention(database),
        new SqlLeases(database),
        (statement, values) -> database.write(sql -> sql.update(statement, values)));
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnDerby extends AuditContract {
    private @Nullable Database database;

    @BeforeAll
    void open() throws SQLException, IOException {
      database = OpenDatabases.derbyInMemory();
    }

    @AfterAll
    void close() {
      Objects.requireNonNull(database).close();
    }

    @Override
    protected AuditUnderTest audit() {
      return opened(Objects.requireNonNull(database));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgresql extends AuditContract {
    private @Nullable PostgresServer server;
    private @Nullable Database database;

    @BeforeAll
    void open() throws SQLException, IOException {
      StoreOnPostgresqlTest.requirePostgresql();
      server = PostgresServer.start();
      database = OpenDatabases.postgresql(server);
    }

    @AfterAll
    void close() {
      if (database != null) {
        database.close();
      }
      if (server != null) {
        server.close();
      }
    }

    @Override
    protected AuditUnderTest audit() {
      return opened(Objects.requireNonNull(database));
    }
  }
}

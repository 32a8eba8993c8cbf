package io.tessera.store.jpa.internal;

import io.tessera.store.kit.AuditUnderTest;
import io.tessera.store.kit.DeedsContract;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** In databases of their own: a chain is about all records there are. */
class DeedsTest {
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnDerby extends DeedsContract {
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
      return AuditTest.opened(Objects.requireNonNull(database));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgresql extends DeedsContract {
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
      return AuditTest.opened(Objects.requireNonNull(database));
    }
  }
}

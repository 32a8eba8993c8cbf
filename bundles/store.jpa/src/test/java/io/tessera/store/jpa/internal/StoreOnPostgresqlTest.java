package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.store.kit.ConfigurationsContract;
import io.tessera.store.kit.IndexingContract;
import io.tessera.store.kit.LanesContract;
import io.tessera.store.kit.MembershipsContract;
import io.tessera.store.kit.PagingContract;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.kit.ResourcesContract;
import io.tessera.store.kit.SearchContract;
import io.tessera.store.kit.StoreUnderTest;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreOnPostgresqlTest {
  private @Nullable PostgresServer server;
  private @Nullable Database database;

  @BeforeAll
  void open() throws SQLException, IOException {
    requirePostgresql();
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

  /** Where CI runs, it is installed; elsewhere these tests may be skipped. */
  static void requirePostgresql() {
    boolean installed = PostgresServer.programs().isPresent();
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(installed).as("PostgreSQL must be installed where CI=true").isTrue();
    }
    assumeTrue(installed, "PostgreSQL is not installed: its tests are skipped");
  }

  private StoreUnderTest opened() {
    return OpenDatabases.store(java.util.Objects.requireNonNull(database));
  }

  @Nested
  class Resources extends ResourcesContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Memberships extends MembershipsContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Search extends SearchContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Paging extends PagingContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Indexing extends IndexingContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Lanes extends LanesContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Configurations extends ConfigurationsContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }
}

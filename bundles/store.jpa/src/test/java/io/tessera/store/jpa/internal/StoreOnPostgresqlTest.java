package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.store.kit.AssignmentsContract;
import io.tessera.store.kit.CallersContract;
import io.tessera.store.kit.ConfigurationsContract;
import io.tessera.store.kit.EvaluationsContract;
import io.tessera.store.kit.FederationContract;
import io.tessera.store.kit.GeneratedValuesContract;
import io.tessera.store.kit.IndexingContract;
import io.tessera.store.kit.LanesContract;
import io.tessera.store.kit.MembershipsContract;
import io.tessera.store.kit.OperationSearchContract;
import io.tessera.store.kit.PagingContract;
import io.tessera.store.kit.PassedResourcesContract;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.kit.ResourcesContract;
import io.tessera.store.kit.SearchContract;
import io.tessera.store.kit.StoreUnderTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "plan_cache_mode,force_generic_plan",
    "enable_seqscan,off",
    "enable_hashjoin,off",
    "enable_mergejoin,off",
    "jit,off",
    "max_parallel_workers_per_gather,0"
  })
  void each_connection_plans_once_and_by_index(String setting, String value) throws SQLException {
    try (Connection connection = Objects.requireNonNull(database).connect();
        Statement statement = connection.createStatement();
        ResultSet shown = statement.executeQuery("SHOW " + setting)) {
      assertThat(shown.next()).isTrue();
      assertThat(shown.getString(1)).isEqualTo(value);
    }
  }

  private StoreUnderTest opened() {
    return OpenDatabases.store(Objects.requireNonNull(database));
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
  class SearchedOperations extends OperationSearchContract {
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
  class Callers extends CallersContract {
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

  @Nested
  class Generated extends GeneratedValuesContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Passed extends PassedResourcesContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Assigned extends AssignmentsContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Federated extends FederationContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }

  @Nested
  class Evaluated extends EvaluationsContract {
    @Override
    protected StoreUnderTest stores() {
      return opened();
    }
  }
}

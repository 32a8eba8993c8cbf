package io.tessera.store.jpa.internal;

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
import io.tessera.store.kit.ResourcesContract;
import io.tessera.store.kit.SearchContract;
import io.tessera.store.kit.StoreUnderTest;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreOnDerbyTest {
  private Database database;

  @BeforeAll
  void open() throws SQLException, IOException {
    database = OpenDatabases.derbyInMemory();
  }

  @AfterAll
  void close() {
    database.close();
  }

  private StoreUnderTest opened() {
    return OpenDatabases.store(database);
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

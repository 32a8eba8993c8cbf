package io.tessera.connector.csv.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class CsvConnectorContractTest {
  @Nested
  class With_lines_that_are_removed extends ConnectorContract {
    @TempDir private Path folder;

    @Override
    protected Subject subject() throws Exception {
      return new CsvSubject(folder, Map.of());
    }
  }

  @Nested
  class With_lines_that_are_marked_as_deleted extends ConnectorContract {
    @TempDir private Path folder;

    @Override
    protected Subject subject() throws Exception {
      return new CsvSubject(
          folder,
          Map.of(
              "userDeletedColumn", "deleted",
              "groupDeletedColumn", "deleted",
              "deletedValue", "yes",
              "quoteAll", true));
    }
  }
}

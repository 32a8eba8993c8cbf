package io.tessera.connector.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.kit.Subject.Ability;
import io.tessera.store.kit.PostgresServer;
import java.nio.file.Files;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract against PostgreSQL. Skipped where it is not installed, except in CI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlContractTest extends ConnectorContract {
  private PostgresServer server;
  private TestTables tables;

  @BeforeAll
  void start() throws Exception {
    boolean installed = PostgresServer.programs().isPresent();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(installed).as("PostgreSQL is installed").isTrue();
    }
    assumeTrue(installed, "PostgreSQL is not installed: it is not tested");
    server = PostgresServer.start();
    String password = Files.readString(server.passwordFile());
    tables = new TestTables(server.url(), server.user(), password).careful().watchedByFunctions();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Subject subject() {
    return new JdbcSubject(
        tables,
        tables.watchedSettings(),
        EnumSet.complementOf(EnumSet.of(Ability.PASSWORD)),
        () -> {});
  }
}

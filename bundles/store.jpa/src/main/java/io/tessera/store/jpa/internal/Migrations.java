package io.tessera.store.jpa.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema of a database up to this server's. A database that is there already is
 * recognised with one query; only else Flyway is started.
 */
final class Migrations {
  /** In ascending order. A released file is never changed, only followed by another. */
  private static final List<String> FILES =
      List.of(
          "V1__tables.sql",
          "V2__orders.sql",
          "V3__indexing.sql",
          "V4__delivery.sql",
          "V5__audit.sql",
          "V6__callers.sql",
          "V7__generated_values.sql",
          "V8__evaluations.sql",
          "V9__assignments.sql",
          "V10__passed_resources.sql",
          "V11__carried_passwords.sql",
          "V12__federation.sql",
          "V13__administrators.sql",
          "V14__lists.sql",
          "V15__alerting.sql",
          "V16__deeds.sql",
          "V17__tallies_by_target.sql",
          "V18__links_of_a_provider.sql");

  static final String LATEST = "18";
  private static final String HISTORY = "schema_history";

  private Migrations() {}

  static void run(DataSource source, Dialect dialect) throws SQLException {
    if (!present(source).equals(Optional.of(LATEST))) {
      migrate(source, dialect);
    }
  }

  /** The version of the schema; empty where there is none. */
  private static Optional<String> present(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return hasHistory(connection) ? latest(connection) : Optional.empty();
    }
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), HISTORY, new String[] {"TABLE"})) {
      return tables.next();
    }
  }

  private static Optional<String> latest(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT \"version\", \"success\" FROM \""
                    + HISTORY
                    + "\" ORDER BY \"installed_rank\" DESC");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(2)
          ? Optional.ofNullable(rows.getString(1))
          : Optional.empty();
    }
  }

  private static void migrate(DataSource source, Dialect dialect) {
    ClassLoader flyway = Flyway.class.getClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(flyway);
    try {
      Flyway.configure(flyway)
          .dataSource(source)
          .table(HISTORY)
          .loggers("slf4j")
          .resourceProvider(new Files(dialect.folder()))
          .javaMigrationClassProvider(List::of)
          .load()
          .migrate();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The files of one database, by name: nothing is searched for. */
  private record Files(String folder) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return FILES.contains(name) ? new Script(folder, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return FILES.stream()
          .filter(name -> name.startsWith(prefix))
          .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
          .<LoadableResource>map(name -> new Script(folder, name))
          .toList();
    }
  }

  /** A file of this bundle. */
  private static final class Script extends LoadableResource {
    private final String folder;
    private final String name;

    Script(String folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    @Override
    public java.io.Reader read() {
      return new java.io.StringReader(text());
    }

    @Override
    public String getAbsolutePath() {
      return "/io/tessera/store/jpa/migration/" + folder + "/" + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }

    private String text() {
      try (InputStream in = Migrations.class.getResourceAsStream(getAbsolutePath())) {
        if (in == null) {
          throw new IllegalStateException("missing in the bundle: " + getAbsolutePath());
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}

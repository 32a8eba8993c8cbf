package io.tessera.store.jpa.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the database: driver, schema, pool, JPA. */
final class DatabaseOpener {
  private static final Logger log = LoggerFactory.getLogger(DatabaseOpener.class);

  /** What Derby says when a database is shut down as it was told. */
  private static final String DERBY_IS_DOWN = "08006";

  /**
   * Seconds until a server that does not answer counts as away; a server that took a statement may
   * think about it for longer.
   */
  private static final List<String> POSTGRESQL_OPTIONS =
      List.of(
          "connectTimeout=2",
          "loginTimeout=2",
          "socketTimeout=30",
          "tcpKeepAlive=true",
          "ApplicationName=tessera");

  private static final int CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DatabaseSettings settings;
  private final DataSourceFactory driver;

  DatabaseOpener(DatabaseSettings settings, DataSourceFactory driver) {
    this.settings = settings;
    this.driver = driver;
  }

  /**
   * @throws SQLException the database does not answer
   * @throws IOException the password cannot be read
   */
  Database open() throws SQLException, IOException {
    Dialect dialect = settings.dialect();
    if (dialect == Dialect.DERBY) {
      DerbyEngine.tune();
    }
    DataSource source = driver.createDataSource(properties(openingUrl()));
    if (dialect == Dialect.DERBY) {
      source = new WritableDerby(source, this::shutDown);
    }
    Migrations.run(source, dialect);
    HikariDataSource pool = pool(source, dialect);
    boolean opened = false;
    try {
      Database database =
          new Database(
              pool,
              PersistenceUnit.open(pool, dialect),
              dialect,
              settings.scanLimit(),
              this::shutDown);
      opened = true;
      return database;
    } finally {
      if (!opened) {
        pool.close();
      }
    }
  }

  private String openingUrl() {
    String url = settings.url();
    if (settings.dialect() == Dialect.DERBY) {
      return url.contains("create=") ? url : url + ";create=true";
    }
    StringBuilder result = new StringBuilder(url);
    for (String option : POSTGRESQL_OPTIONS) {
      if (!url.contains(option.substring(0, option.indexOf('=') + 1))) {
        result.append(result.indexOf("?") < 0 ? '?' : '&').append(option);
      }
    }
    return result.toString();
  }

  private Properties properties(String url) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(DataSourceFactory.JDBC_URL, url);
    if (settings.user() != null) {
      properties.setProperty(DataSourceFactory.JDBC_USER, settings.user());
    }
    String password = settings.password();
    if (password != null) {
      properties.setProperty(DataSourceFactory.JDBC_PASSWORD, password);
    }
    return properties;
  }

  private static HikariDataSource pool(DataSource source, Dialect dialect) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tessera");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(dialect.beginsConnection());
    return new HikariDataSource(config);
  }

  /** Derby writes everything down and lets go of its files; the next start has nothing to redo. */
  private void shutDown() {
    if (settings.dialect() != Dialect.DERBY) {
      return;
    }
    String database = settings.url().split(";", 2)[0];
    try {
      driver.createDataSource(properties(database + ";shutdown=true")).getConnection().close();
    } catch (SQLException done) {
      if (!DERBY_IS_DOWN.equals(done.getSQLState())) {
        log.warn("The database was not shut down cleanly", done);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package io.tessera.store.jpa.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** Opens the database: driver, schema, pool, JPA. */
final class DatabaseOpener {
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
    DataSource source = driver.createDataSource(properties());
    Migrations.run(source, dialect);
    HikariDataSource pool = pool(source);
    return new Database(pool, PersistenceUnit.open(pool, dialect), dialect);
  }

  private Properties properties() throws IOException {
    Properties properties = new Properties();
    properties.setProperty(DataSourceFactory.JDBC_URL, url());
    if (settings.user() != null) {
      properties.setProperty(DataSourceFactory.JDBC_USER, settings.user());
    }
    String password = settings.password();
    if (password != null) {
      properties.setProperty(DataSourceFactory.JDBC_PASSWORD, password);
    }
    return properties;
  }

  private String url() {
    String url = settings.url();
    if (settings.dialect() == Dialect.DERBY) {
      return url.contains("create=") ? url : url + ";create=true";
    }
    return url;
  }

  private static HikariDataSource pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tessera");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }
}

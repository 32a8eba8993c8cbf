package io.tessera.lib.derby.internal;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jdbc.DataSourceFactory;

/** Derby's part of the OSGi JDBC service; the engine stops with this component. */
@Component(
    property = {
      DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=org.apache.derby.jdbc.EmbeddedDriver",
      DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=derby"
    })
public final class DerbyDataSourceFactory implements DataSourceFactory {
  private static final String PREFIX = "jdbc:derby:";

  /** What Derby throws when it has shut down as told. */
  private static final String ENGINE_IS_DOWN = "XJ015";

  @Activate
  public DerbyDataSourceFactory() {}

  @Deactivate
  void stop() throws SQLException {
    EmbeddedDataSource engine = new EmbeddedDataSource();
    engine.setDatabaseName("");
    engine.setShutdownDatabase("shutdown");
    try {
      engine.getConnection().close();
    } catch (SQLException e) {
      if (!ENGINE_IS_DOWN.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  @Override
  public DataSource createDataSource(Properties properties) throws SQLException {
    return configured(new EmbeddedDataSource(), properties);
  }

  @Override
  public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties)
      throws SQLException {
    return configured(new EmbeddedConnectionPoolDataSource(), properties);
  }

  @Override
  public XADataSource createXADataSource(Properties properties) throws SQLException {
    return configured(new EmbeddedXADataSource(), properties);
  }

  @Override
  public Driver createDriver(Properties properties) {
    return new EmbeddedDriver();
  }

  /** The part of the URL before the first semicolon names the database, the rest are attributes. */
  private static <T extends EmbeddedDataSource> T configured(T source, Properties properties)
      throws SQLException {
    String url = properties.getProperty(JDBC_URL, "");
    if (!url.startsWith(PREFIX)) {
      throw new SQLException("The property url must start with " + PREFIX + ", but is: " + url);
    }
    String[] nameAndAttributes = url.substring(PREFIX.length()).split(";", 2);
    source.setDatabaseName(nameAndAttributes[0]);
    if (nameAndAttributes.length == 2) {
      source.setConnectionAttributes(nameAndAttributes[1]);
    }
    String user = properties.getProperty(JDBC_USER);
    if (user != null) {
      source.setUser(user);
    }
    String password = properties.getProperty(JDBC_PASSWORD);
    if (password != null) {
      source.setPassword(password);
    }
    return source;
  }
}

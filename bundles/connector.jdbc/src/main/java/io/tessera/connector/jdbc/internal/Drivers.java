package io.tessera.connector.jdbc.internal;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * The drivers that bundles bring (OSGi Compendium 125, JDBC Service), and those that the Java
 * runtime has found. The one place where drivers come and go.
 */
@Component(service = Drivers.class)
public final class Drivers {
  private final Map<DataSourceFactory, String> factories = new ConcurrentHashMap<>();

  @Activate
  public Drivers() {}

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFactory(DataSourceFactory factory, Map<String, ?> properties) {
    Object driver = properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS);
    factories.put(factory, driver == null ? "" : driver.toString());
  }

  void removeFactory(DataSourceFactory factory) {
    factories.remove(factory);
  }

  /**
   * A driver that knows the URL, as of now.
   *
   * @param className empty: any
   */
  Optional<Driver> find(String url, String className) throws SQLException {
    for (Map.Entry<DataSourceFactory, String> each : factories.entrySet()) {
      if (className.isEmpty() || className.equals(each.getValue())) {
        Driver driver = each.getKey().createDriver(new Properties());
        if (driver.acceptsURL(url)) {
          return Optional.of(driver);
        }
      }
    }
    return known(url, className);
  }

  private static Optional<Driver> known(String url, String className) throws SQLException {
    for (Driver driver : DriverManager.drivers().toList()) {
      boolean wanted = className.isEmpty() || className.equals(driver.getClass().getName());
      if (wanted && driver.acceptsURL(url)) {
        return Optional.of(driver);
      }
    }
    return Optional.empty();
  }
}

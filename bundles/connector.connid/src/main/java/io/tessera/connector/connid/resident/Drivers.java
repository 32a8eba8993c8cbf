package io.tessera.connector.connid.resident;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes the JDBC drivers of a jar from the driver manager, which else holds the jar's class loader
 * for ever. It obeys only those whose own loader sees the driver ({@link
 * DriverManager#deregisterDriver}), so each jar's loader has a copy of this class.
 */
public final class Drivers implements Runnable {
  @Override
  public void run() {
    for (Driver driver : List.copyOf(DriverManager.drivers().toList())) {
      if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
        try {
          DriverManager.deregisterDriver(driver);
        } catch (SQLException cannot) {
          throw new IllegalStateException(cannot);
        }
      }
    }
  }
}

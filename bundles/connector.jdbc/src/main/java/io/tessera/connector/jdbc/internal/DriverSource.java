package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections by whichever driver is there at the moment, so that a driver's bundle can be
 * updated under a pool.
 */
final class DriverSource implements DataSource {
  /** Connection exception, the client cannot establish it; see {@link NoDriver}. */
  private static final String STATE = "08001";

  private static final int MILLIS = 1_000;

  private final Access access;
  private final Drivers drivers;

  /** Kept, because what is set on a logger lasts no longer than somebody holds it. */
  private final Map<String, Logger> silenced = new ConcurrentHashMap<>();

  private volatile @Nullable SQLException refusal;

  /** There is no driver for the URL. */
  static final class NoDriver extends SQLException {
    private static final long serialVersionUID = 1L;

    NoDriver(String detail) {
      super(detail, STATE);
    }
  }

  DriverSource(Access access, Drivers drivers) {
    this.access = access;
    this.drivers = drivers;
  }

  /** The driver that would be used now. */
  Driver driver() throws SQLException {
    return drivers
        .find(access.url(), access.driver())
        .orElseThrow(
            () ->
                new NoDriver(
                    "No driver knows this URL; deploy the bundle of one, or correct url or"
                        + " driver."));
  }

  /**
   * One more sign-in may be tried. The pool tries again and again while somebody waits; where
   * credentials are refused that would lock the account.
   */
  void allowSignIn() {
    refusal = null;
  }

  @Override
  public Connection getConnection() throws SQLException {
    @Nullable SQLException refused = refusal;
    if (refused != null) {
      throw refused;
    }
    try {
      return open(driver());
    } catch (SQLException failed) {
      if (SqlStates.ofQuestion(failed) == FailureKind.AUTHENTICATION) {
        refusal = failed;
      }
      throw failed;
    }
  }

  private Connection open(Driver driver) throws SQLException {
    silence(driver);
    @Nullable Connection connection = driver.connect(access.url(), access.properties());
    if (connection == null) {
      throw new NoDriver("The driver does not take this URL.");
    }
    return connection;
  }

  /** Below INFO drivers log statements with their values, and how they sign in. */
  private void silence(Driver driver) {
    silenced.computeIfAbsent(
        driver.getClass().getName(),
        name -> {
          Logger logger = logger(driver);
          logger.setLevel(Level.INFO);
          return logger;
        });
  }

  private static Logger logger(Driver driver) {
    try {
      return driver.getParentLogger();
    } catch (SQLFeatureNotSupportedException otherwise) {
      return Logger.getLogger(driver.getClass().getPackageName());
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("there is one account");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Drivers write statements and values to it.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The time-outs are among the properties; see Access.
  }

  /** The pool waits as long for an attempt to end when it is closed. */
  @Override
  public int getLoginTimeout() {
    return Math.max(1, access.connectTimeoutMillis() / MILLIS);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}

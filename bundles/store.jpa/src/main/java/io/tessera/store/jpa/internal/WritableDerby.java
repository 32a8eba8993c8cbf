package io.tessera.store.jpa.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections to a Derby that can be written to. On a full disk Derby stops itself, and the next
 * connection boots it read-only; nothing but stopping it again makes it look whether there is room.
 */
final class WritableDerby implements DataSource {
  private static final String READ_ONLY = "25501";
  private final DataSource derby;
  private final Runnable shutDown;

  /**
   * @param shutDown stops the database; the next connection boots it
   */
  WritableDerby(DataSource derby, Runnable shutDown) {
    this.derby = derby;
    this.shutDown = shutDown;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return writable(derby.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return writable(derby.getConnection(user, password));
  }

  private synchronized Connection writable(Connection connection) throws SQLException {
    if (!connection.isReadOnly()) {
      return connection;
    }
    connection.close();
    shutDown.run();
    throw new SQLTransientConnectionException(
        "the database cannot be written to; is there room on the disk?", READ_ONLY);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return derby.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    derby.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    derby.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return derby.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return derby.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return derby.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return derby.isWrapperFor(type);
  }
}

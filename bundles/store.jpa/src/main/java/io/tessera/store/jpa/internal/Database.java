package io.tessera.store.jpa.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.tessera.json.AttributesJson;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open database whose schema is the one of this server. */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final HikariDataSource pool;
  private final EntityManagerFactory entities;
  private final Dialect dialect;
  private final int scanLimit;
  private final Runnable shutDown;
  private final AttributesJson json = new AttributesJson();
  private final TimeOrderedIds ids = new TimeOrderedIds();

  /**
   * @param scanLimit see {@link DatabaseSettings}
   * @param shutDown what is to be done when nobody uses it any more
   */
  Database(
      HikariDataSource pool,
      EntityManagerFactory entities,
      Dialect dialect,
      int scanLimit,
      Runnable shutDown) {
    this.pool = pool;
    this.entities = entities;
    this.dialect = dialect;
    this.scanLimit = scanLimit;
    this.shutDown = shutDown;
  }

  Dialect dialect() {
    return dialect;
  }

  int scanLimit() {
    return scanLimit;
  }

  EntityManager entityManager() {
    if (!entities.isOpen()) {
      throw new SqlFailure(closed());
    }
    return entities.createEntityManager();
  }

  Documents documents() {
    return new Documents(json);
  }

  /** One source for all: what is queued later has the greater id, whoever queues it. */
  TimeOrderedIds ids() {
    return ids;
  }

  Connection connect() throws SQLException {
    if (pool.isClosed()) {
      throw closed();
    }
    return pool.getConnection();
  }

  /** How many connections the pool has, lends, and has too few of; nothing while it has none. */
  Optional<HikariPoolMXBean> pool() {
    return Optional.ofNullable(pool.isClosed() ? null : pool.getHikariPoolMXBean());
  }

  int mostConnections() {
    return pool.getMaximumPoolSize();
  }

  /** Runs statements in one transaction, again where {@link Retries} says so. */
  <T> T write(Function<? super Sql, ? extends T> work) {
    return Retries.run(() -> once(work));
  }

  /** Runs statements each on its own. */
  <T> T read(Function<? super Sql, ? extends T> work) {
    return Retries.run(
        () -> {
          try (Connection connection = connect()) {
            return work.apply(new Sql(connection));
          } catch (SQLException failure) {
            throw new SqlFailure(failure);
          }
        });
  }

  @Override
  public void close() {
    entities.close();
    pool.close();
    shutDown.run();
  }

  private static SQLException closed() {
    return new SQLNonTransientConnectionException("the database was closed", "08003");
  }

  private <T> T once(Function<? super Sql, ? extends T> work) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      return committed(connection, work);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /** The pool turns auto-commit on again when it gets the connection back. */
  private static <T> T committed(Connection connection, Function<? super Sql, ? extends T> work)
      throws SQLException {
    boolean done = false;
    try {
      T result = work.apply(new Sql(connection));
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /**
   * A connection that is lost rolls back by itself; why it was lost is what callers want to know.
   */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      LOG.debug("a transaction could not be rolled back", lost);
    }
  }
}

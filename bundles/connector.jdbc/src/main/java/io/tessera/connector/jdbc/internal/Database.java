package io.tessera.connector.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tessera.connector.spi.FailureKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the database: at most as many as configured, opened when first needed, given
 * back after each exchange.
 *
 * <p>JDBC calls cannot be interrupted and many drivers know no time-out. So an exchange runs on a
 * thread of ours, one for each connection at most, while the caller waits; when the time is up or
 * the caller is interrupted the connection is aborted, which ends the exchange.
 */
final class Database implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofMinutes(30);
  private static final long IDLE_THREAD_SECONDS = 30;

  private final Access access;
  private final DriverSource source;
  private final HikariDataSource pool;
  private final ExecutorService workers;

  /** One exchange with the database over a connection. */
  interface Exchange<T> {
    T over(Connection connection) throws SQLException, TargetFailure;
  }

  Database(Access access, Drivers drivers) {
    this.access = access;
    source = new DriverSource(access, drivers);
    pool = pool(access, source);
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "tessera-jdbc");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static HikariDataSource pool(Access access, DriverSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tessera-jdbc");
    config.setDataSource(source);
    config.setMaximumPoolSize(access.poolSize());
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setMaxLifetime(OLDEST.toMillis());
    config.setConnectionTimeout(access.connectTimeoutMillis());
    config.setValidationTimeout(Math.max(250, access.connectTimeoutMillis() / 2));
    // A constructor needs nobody at the other end.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Which driver would be used now, e.g. {@code org.postgresql.Driver}. */
  String driver() throws TargetFailure {
    try {
      return source.driver().getClass().getName();
    } catch (SQLException none) {
      throw unreachable(none);
    }
  }

  /** Asks something; an answer that does not come is {@link FailureKind#TRANSIENT}. */
  <T> T ask(String what, Exchange<T> exchange) throws TargetFailure, InterruptedException {
    return run(what, exchange, SqlStates::ofQuestion, FailureKind.TRANSIENT);
  }

  /**
   * Changes something by one statement; an answer that does not come is {@link
   * FailureKind#UNKNOWN}.
   */
  <T> T change(String what, Exchange<T> exchange) throws TargetFailure, InterruptedException {
    return run(what, exchange, SqlStates::ofChange, FailureKind.UNKNOWN);
  }

  /** Changes something by several statements, all or none of which have their effect. */
  <T> T changeTogether(String what, Exchange<T> exchange)
      throws TargetFailure, InterruptedException {
    return change(what, connection -> together(connection, exchange));
  }

  private static <T> T together(Connection connection, Exchange<T> exchange)
      throws SQLException, TargetFailure {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T answer = exchange.over(connection);
      connection.commit();
      done = true;
      return answer;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /** A connection that cannot even do that is broken, and the first failure tells more. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      return;
    }
  }

  private <T> T run(
      String what,
      Exchange<T> exchange,
      Function<SQLException, FailureKind> kinds,
      FailureKind unanswered)
      throws TargetFailure, InterruptedException {
    Connection connection = connect();
    Future<T> work = begin(connection, exchange);
    try {
      return work.get(access.responseTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLong) {
      abort(connection);
      throw TargetFailure.of(
          unanswered,
          "Could not " + what + ": no answer in " + access.responseTimeoutMillis() + " ms.");
    } catch (InterruptedException stopped) {
      abort(connection);
      throw stopped;
    } catch (ExecutionException failed) {
      throw failure(what, failed.getCause(), kinds);
    }
  }

  private <T> Future<T> begin(Connection connection, Exchange<T> exchange) throws TargetFailure {
    try {
      return workers.submit(() -> over(connection, exchange));
    } catch (RejectedExecutionException closing) {
      pool.evictConnection(connection);
      throw TargetFailure.of(FailureKind.TRANSIENT, "The connector is being closed.");
    }
  }

  private static <T> T over(Connection connection, Exchange<T> exchange)
      throws SQLException, TargetFailure {
    try (connection) {
      return exchange.over(connection);
    }
  }

  private static TargetFailure failure(
      String what, @Nullable Throwable cause, Function<SQLException, FailureKind> kinds) {
    if (cause instanceof SQLException refused) {
      return TargetFailure.of(kinds.apply(refused), what, refused);
    }
    if (cause instanceof TargetFailure known) {
      return known;
    }
    throw new IllegalStateException("could not " + what, cause);
  }

  private Connection connect() throws TargetFailure, InterruptedException {
    source.allowSignIn();
    try {
      return pool.getConnection();
    } catch (SQLException unreachable) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for a connection");
      }
      throw unreachable(unreachable);
    }
  }

  /** The pool tells the last failure of the driver as the cause of its own. */
  private static TargetFailure unreachable(SQLException said) {
    SQLException cause = said;
    while (cause.getCause() instanceof SQLException deeper) {
      cause = deeper;
    }
    if (cause instanceof DriverSource.NoDriver none) {
      return TargetFailure.of(FailureKind.CONFIGURATION, String.valueOf(none.getMessage()));
    }
    FailureKind kind = SqlStates.ofQuestion(cause);
    return TargetFailure.of(
        kind == FailureKind.INVALID || kind == FailureKind.CONFLICT
            ? FailureKind.CONFIGURATION
            : kind,
        "connect and sign in",
        cause);
  }

  /** Ends whatever is going on over a connection; it is not used again. */
  private void abort(Connection connection) {
    try {
      connection.unwrap(Connection.class).abort(Runnable::run);
    } catch (SQLException alreadyClosed) {
      // Then there is nothing to end.
    } finally {
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
    workers.shutdown();
  }
}

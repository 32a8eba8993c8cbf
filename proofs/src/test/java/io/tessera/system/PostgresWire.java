package io.tessera.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * A connection to PostgreSQL on which somebody is told when a transaction is committed, and which
 * kind of transaction it is. Statements must be sent as text ({@code prepareThreshold=0}).
 */
final class PostgresWire implements AutoCloseable {
  /** Moments of a commit. */
  enum Moment {
    /** The server has asked for it, the database has not heard of it. */
    ASKED,
    /** The database has committed, the server has not heard of it. */
    DONE,
    /** The server has been told. */
    TOLD
  }

  private static final String OTHER = "other";

  /** In the statement as in the answer. */
  private static final String COMMIT = "COMMIT\0";

  private static final int BUFFER = 1 << 16;
  private final ServerSocket door;
  private final int database;
  private volatile BiPredicate<String, Moment> watcher = (transaction, moment) -> true;

  private PostgresWire(int database) throws IOException {
    this.database = database;
    this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  }

  static PostgresWire to(int database) throws IOException {
    PostgresWire wire = new PostgresWire(database);
    start("postgres-door", wire::accept);
    return wire;
  }

  int port() {
    return door.getLocalPort();
  }

  /**
   * Has somebody told of every moment of every commit, which waits meanwhile.
   *
   * @param told of "write", "claim", "result" or "other", and the moment; answers whether to go on
   */
  void watchedBy(BiPredicate<String, Moment> told) {
    watcher = told;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket server = door.accept();
        Socket postgres = new Socket(InetAddress.getLoopbackAddress(), database);
        server.setTcpNoDelay(true);
        postgres.setTcpNoDelay(true);
        Session session = new Session();
        start("postgres-out", () -> pump(server, postgres, session::passOn));
        start("postgres-back", () -> pump(postgres, server, session::passBack));
      } catch (IOException closed) {
        // the next one, if there is a door still
      }
    }
  }

  /** Passes some bytes on. */
  private interface Step {
    void pass(byte[] bytes, int length, OutputStream to) throws IOException;
  }

  private static void pump(Socket from, Socket to, Step step) {
    byte[] bytes = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        step.pass(bytes, length, out);
      }
    } catch (IOException broken) {
      // both ends are closed now
    }
  }

  /** What one connection is doing. */
  private final class Session {
    private volatile String transaction = OTHER;

    void passOn(byte[] bytes, int length, OutputStream to) throws IOException {
      String sql = new String(bytes, 0, length, ISO_8859_1).toUpperCase(Locale.ROOT);
      if (sql.contains("BEGIN")) {
        transaction = OTHER;
      }
      if (transaction.equals(OTHER)) {
        transaction = kind(sql);
      }
      if (sql.contains(COMMIT)) {
        tell(Moment.ASKED);
      }
      to.write(bytes, 0, length);
    }

    private static String kind(String sql) {
      if (sql.contains("INSERT INTO CHANGES")) {
        return "write";
      }
      if (sql.contains("UPDATE OPERATIONS SET STATE")) {
        return "result";
      }
      return sql.contains("SKIP LOCKED") ? "claim" : OTHER;
    }

    void passBack(byte[] bytes, int length, OutputStream to) throws IOException {
      boolean committed = new String(bytes, 0, length, ISO_8859_1).contains(COMMIT);
      if (committed) {
        tell(Moment.DONE);
      }
      to.write(bytes, 0, length);
      if (committed) {
        tell(Moment.TOLD);
      }
    }

    private void tell(Moment moment) throws IOException {
      if (!watcher.test(transaction, moment)) {
        throw new IOException("cut here");
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}

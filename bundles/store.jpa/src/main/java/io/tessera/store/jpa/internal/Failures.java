package io.tessera.store.jpa.internal;

import io.tessera.model.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means. */
final class Failures {
  /** Deadlocks, lock waits that took too long, serialisation failures. */
  private static final Set<String> AGAIN = Set.of("40001", "40P01", "40XL1", "40XL2", "55P03");

  private static final String UNIQUE = "23505";

  /** Two transactions wrote the same row first; the second will find it there. */
  private static final Set<String> MET =
      Set.of(
          "lanes_id",
          "memberships_id",
          "group_nesting_id",
          "account_links_id",
          "principals_id",
          "target_locks_id",
          "secrets_id",
          "sign_in_failures_id",
          "last_uses_id",
          "federated_links_subject",
          "sign_in_memory_id");

  /**
   * Connection lost; resources exhausted; operator intervention; system error of PostgreSQL; and of
   * Derby: log or data cannot be written, database cannot be booted, was booted read-only for want
   * of room, or is stopped under those who are at work in it.
   */
  private static final Set<String> AWAY =
      Set.of("08", "53", "57", "58", "XSL", "XSD", "XBM", "XJ04", "45000", "2550", "40XD");

  private Failures() {}

  /** The first SQLException among the causes. */
  static Optional<SQLException> sql(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Whether doing the same again may well succeed. */
  static boolean again(RuntimeException failure) {
    if (failure instanceof ConflictException) {
      return true;
    }
    return sql(failure).filter(e -> AGAIN.contains(state(e))).isPresent()
        || MET.stream().anyMatch(constraint -> violates(failure, constraint));
  }

  /** Whether a value was taken, by the name of the constraint or unique index. */
  static boolean violates(RuntimeException failure, String constraint) {
    return sql(failure)
        .filter(e -> UNIQUE.equals(state(e)))
        .filter(e -> mentions(e, constraint))
        .isPresent();
  }

  /** What callers of the store get to see. */
  static RuntimeException translated(RuntimeException failure) {
    Optional<SQLException> sql = sql(failure);
    if (sql.isPresent() && away(sql.get())) {
      return new UnavailableException("The database does not answer.", failure);
    }
    return failure;
  }

  private static boolean away(SQLException failure) {
    String state = state(failure);
    return failure instanceof SQLTransientException
        || failure instanceof SQLNonTransientConnectionException
        || failure.getCause() instanceof InterruptedException
        || isClosed(failure)
        || isShutDown(failure)
        || AWAY.stream().anyMatch(state::startsWith);
  }

  /** What the pool says of a connection that it had to give up meanwhile. */
  private static boolean isClosed(SQLException failure) {
    return state(failure).isEmpty() && mentions(failure, "connection is closed");
  }

  /**
   * What Derby says to those who are at work in a database that shuts itself down: so, or that a
   * part of its store, which it has put away already, is null.
   */
  private static boolean isShutDown(SQLException failure) {
    return state(failure).equals("XJ001")
        && (mentions(failure, "shutdownexception")
            || mentions(failure, "nullpointerexception") && mentions(failure, "because \"this."));
  }

  /** Both databases name the constraint in the message, in their own case, in any language. */
  private static boolean mentions(SQLException failure, String constraint) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(constraint);
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }
}

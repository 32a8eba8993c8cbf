package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the server should do about each SQLSTATE (ISO 9075-2 section 24, and vendors' own). */
final class SqlStates {
  private static final int LONGEST_MESSAGE = 300;

  /** Classes whose messages quote values of the row: of them the state alone is told. */
  private static final Set<String> INDISCREET = Set.of("22", "23", "44");

  /** Duplicate keys where 23000 stands for every constraint: MySQL, SQL Server, Oracle. */
  private static final Set<Integer> DUPLICATES = Set.of(1062, 1586, 2601, 2627, 1);

  private static final int MYSQL_TOO_MANY_CONNECTIONS = 1040;

  private SqlStates() {}

  /** For a statement that changes something. */
  static FailureKind ofChange(SQLException cause) {
    String state = state(cause);
    if (state.isEmpty()) {
      return cause instanceof SQLTimeoutException ? FailureKind.TRANSIENT : FailureKind.UNKNOWN;
    }
    return switch (state) {
      case "40003" -> FailureKind.UNKNOWN;
      case "53300" -> FailureKind.THROTTLED;
      case "08004" -> rejected(cause);
      // PostgreSQL: cancelled, shutting down; lock time-outs of ODBC heritage.
      case "57014", "57P01", "57P02", "57P03", "HYT00", "HYT01", "S1T00", "XCL52" ->
          FailureKind.TRANSIENT;
      // Derby: no such database.
      case "XJ004" -> FailureKind.CONFIGURATION;
      default -> ofClass(state, cause);
    };
  }

  private static FailureKind ofClass(String state, SQLException cause) {
    if (state.startsWith("425")) {
      return FailureKind.AUTHENTICATION;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08" -> FailureKind.UNKNOWN;
      case "23" -> isDuplicate(cause) ? FailureKind.CONFLICT : FailureKind.INVALID;
      case "28" -> FailureKind.AUTHENTICATION;
      case "40", "53", "55", "58" -> FailureKind.TRANSIENT;
      case "07", "0A", "25", "26", "3D", "3F", "42" -> FailureKind.CONFIGURATION;
      default -> FailureKind.INVALID;
    };
  }

  /** Derby refuses credentials by the state by which MySQL says that it is full. */
  private static FailureKind rejected(SQLException cause) {
    return cause.getErrorCode() == MYSQL_TOO_MANY_CONNECTIONS
        ? FailureKind.THROTTLED
        : FailureKind.AUTHENTICATION;
  }

  /** For one that changes nothing: an answer that got lost is no riddle. */
  static FailureKind ofQuestion(SQLException cause) {
    FailureKind kind = ofChange(cause);
    return kind == FailureKind.UNKNOWN ? FailureKind.TRANSIENT : kind;
  }

  static boolean isDuplicate(SQLException cause) {
    String state = state(cause);
    return state.equals("23505")
        || (state.equals("23000") && DUPLICATES.contains(cause.getErrorCode()));
  }

  /** The state, and the bounded message where it cannot quote values. */
  static String describe(SQLException cause) {
    String state = state(cause);
    String name = "SQLSTATE " + (state.isEmpty() ? "none" : state);
    if (state.length() < 2 || INDISCREET.contains(state.substring(0, 2))) {
      return name + meaning(state);
    }
    return name + ", " + bounded(String.valueOf(cause.getMessage()));
  }

  private static String meaning(String state) {
    return switch (state) {
      case "22001" -> ", a value is too long for its column";
      case "22003" -> ", a number is out of the range of its column";
      case "23502" -> ", a column that needs a value has none";
      case "23503" -> ", a foreign key refers to this row or to one that is missing";
      case "23505" -> ", a value that must be unique exists already";
      case "23513", "23514" -> ", a check constraint refuses a value";
      default -> state.startsWith("23") ? ", a constraint refuses the row" : "";
    };
  }

  private static String bounded(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() <= LONGEST_MESSAGE
        ? oneLine
        : oneLine.substring(0, LONGEST_MESSAGE) + " ...";
  }

  private static String state(SQLException cause) {
    @Nullable String state = cause.getSQLState();
    return state == null ? "" : state;
  }
}

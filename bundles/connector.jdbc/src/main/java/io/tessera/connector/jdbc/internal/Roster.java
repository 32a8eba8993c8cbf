package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Search;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists rows in the order of their ids, each page from the last id of the page before on. A cursor
 * is that id, so nothing is kept here or in the database between pages.
 */
final class Roster {
  /** Rows in one page; a caller may ask for less. */
  static final int LARGEST_PAGE = 1_000;

  private static final String CURSOR = "after:";

  private final Database database;
  private final Layouts layouts;

  Roster(Database database, Layouts layouts) {
    this.database = database;
    this.layouts = layouts;
  }

  Listing search(Search search) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(search.type());
    AccountRows rows = new AccountRows(layout);
    Optional<Value> after = after(layout, search.cursor());
    int most = Math.min(search.most(), LARGEST_PAGE);
    return database.ask(
        "list the " + layout.kind().label() + "s",
        connection ->
            page(connection, statement(connection, layout, rows, after, most), rows, most));
  }

  private static Optional<Value> after(Layout layout, @Nullable String cursor)
      throws TargetFailure {
    if (cursor == null) {
      return Optional.empty();
    }
    Optional<Value> id =
        cursor.startsWith(CURSOR)
            ? layout.id().search(cursor.substring(CURSOR.length()))
            : Optional.empty();
    if (id.isEmpty()) {
      throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of this connector's.");
    }
    return id;
  }

  private static Sql statement(
      Connection connection, Layout layout, AccountRows rows, Optional<Value> after, int most)
      throws SQLException {
    Column id = layout.id();
    Sql sql = rows.select().whereAll(layout.present());
    sql.add(layout.present().isEmpty() ? " WHERE " : " AND ").add(id.quoted());
    if (after.isPresent()) {
      sql.add(" > ").bind(after.get());
    } else {
      sql.add(" IS NOT NULL");
    }
    return sql.add(" ORDER BY " + id.quoted()).add(RowLimit.of(connection).clause(most + 1));
  }

  /** Empty ids come first: after them is after nothing. */
  private static String last(List<Account> accounts) {
    return accounts.isEmpty() ? "" : accounts.get(accounts.size() - 1).id().value();
  }

  private static Listing page(Connection connection, Sql sql, AccountRows rows, int most)
      throws SQLException, TargetFailure {
    List<Account> accounts = new ArrayList<>();
    try (PreparedStatement statement = sql.prepare(connection)) {
      statement.setMaxRows(most + 1);
      statement.setFetchSize(most + 1);
      try (ResultSet found = statement.executeQuery()) {
        // Rows without an id are no accounts, and yet among those that were asked for.
        int seen = 0;
        while (seen < most && found.next()) {
          rows.read(found).ifPresent(accounts::add);
          seen++;
        }
        boolean more = seen == most && found.next();
        return new Listing.Page(accounts, more ? CURSOR + last(accounts) : null);
      }
    }
  }
}

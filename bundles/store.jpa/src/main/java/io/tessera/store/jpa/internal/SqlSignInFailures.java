package io.tessera.store.jpa.internal;

import io.tessera.store.spi.SignInFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wrong passwords by SQL. */
final class SqlSignInFailures implements SignInFailures {
  private static final String COLUMNS =
      "SELECT f.account_key, f.account, f.failures, f.last_failure, f.locked_until"
          + " FROM sign_in_failures f";
  private static final String BY_KEY = Tables.byConstraint("sign_in_failures_id");
  private static final String COUNT =
      "UPDATE sign_in_failures SET account = ?,"
          + " failures = CASE WHEN last_failure < ? THEN 1 ELSE failures + 1 END, last_failure = ?"
          + " WHERE account_key = ?";
  private static final String FIRST =
      "INSERT INTO sign_in_failures (account, failures, last_failure, account_key, locked_until)"
          + " VALUES (?, 1, ?, ?, 0)";

  private final Session session;

  SqlSignInFailures(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Failures> find(String accountKey) {
    return session
        .sql()
        .first(
            COLUMNS + BY_KEY + " WHERE f.account_key = ?",
            List.of(accountKey),
            SqlSignInFailures::failures);
  }

  @Override
  public int count(String accountKey, @Nullable String account, Instant at, Instant forgetBefore) {
    long now = at.toEpochMilli();
    List<?> counted = Arrays.asList(account, forgetBefore.toEpochMilli(), now, accountKey);
    if (session.sql().batch(COUNT, List.of(counted))[0] == 0) {
      session.sql().batch(FIRST, List.of(Arrays.asList(account, now, accountKey)));
      return 1;
    }
    return find(accountKey).map(Failures::count).orElse(1);
  }

  @Override
  public void lock(String accountKey, Instant until) {
    session
        .sql()
        .update(
            "UPDATE sign_in_failures SET locked_until = ? WHERE account_key = ?",
            until.toEpochMilli(),
            accountKey);
  }

  @Override
  public boolean forget(String accountKey) {
    return session.sql().update("DELETE FROM sign_in_failures WHERE account_key = ?", accountKey)
        > 0;
  }

  @Override
  public List<Failures> locked(Instant at, int most) {
    return session
        .sql()
        .list(
            COLUMNS
                + " WHERE f.locked_until > ? AND f.account IS NOT NULL"
                + " ORDER BY f.account, f.account_key FETCH FIRST ? ROWS ONLY",
            List.of(at.toEpochMilli(), most),
            SqlSignInFailures::failures);
  }

  @Override
  public int purge(Instant before, int most) {
    List<String> old =
        session
            .sql()
            .list(
                "SELECT f.account_key FROM sign_in_failures f"
                    + Tables.byIndex("sign_in_failures_last")
                    + " WHERE f.last_failure < ?"
                    + " ORDER BY f.last_failure FETCH FIRST ? ROWS ONLY",
                List.of(before.toEpochMilli(), most),
                row -> row.getString(1));
    session
        .sql()
        .batch(
            "DELETE FROM sign_in_failures WHERE account_key = ?",
            old.stream().map(List::of).toList());
    return old.size();
  }

  private static Failures failures(ResultSet row) throws SQLException {
    return new Failures(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)));
  }
}

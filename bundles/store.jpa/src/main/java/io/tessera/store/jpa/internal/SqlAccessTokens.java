package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AccessTokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Access tokens by SQL. */
final class SqlAccessTokens implements AccessTokens {
  private static final String SEPARATOR = " ";
  private static final String COLUMNS =
      "SELECT t.digest, t.id, t.service_provider, t.secret_id, t.scopes, t.issued, t.expires"
          + " FROM access_tokens t";
  private static final String BY_DIGEST = Tables.byConstraint("access_tokens_id");

  private final Session session;

  SqlAccessTokens(Session session) {
    this.session = session;
  }

  @Override
  public void add(AccessToken token) {
    session
        .sql()
        .update(
            "INSERT INTO access_tokens"
                + " (digest, id, service_provider, secret_id, scopes, issued, expires)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
            token.digest(),
            token.id().toString(),
            token.serviceProvider().toString(),
            token.secret().toString(),
            String.join(SEPARATOR, new TreeSet<>(token.scopes())),
            token.issued().toEpochMilli(),
            token.expires().toEpochMilli());
  }

  @Override
  public Optional<AccessToken> find(String digest) {
    return session
        .sql()
        .first(
            COLUMNS + BY_DIGEST + " WHERE t.digest = ?", List.of(digest), SqlAccessTokens::token);
  }

  @Override
  public List<AccessToken> valid(UUID serviceProvider, Instant at, int most) {
    return session
        .sql()
        .list(
            COLUMNS
                + Tables.byIndex("access_tokens_provider")
                + " WHERE t.service_provider = ? AND t.expires > ?"
                + " ORDER BY t.issued DESC, t.id FETCH FIRST ? ROWS ONLY",
            List.of(serviceProvider.toString(), at.toEpochMilli(), most),
            SqlAccessTokens::token);
  }

  @Override
  public boolean revoke(UUID serviceProvider, UUID id) {
    return session
            .sql()
            .update(
                "DELETE FROM access_tokens WHERE id = ? AND service_provider = ?",
                id.toString(),
                serviceProvider.toString())
        > 0;
  }

  @Override
  public int revokeOfSecret(UUID serviceProvider, UUID secret) {
    return session
        .sql()
        .update(
            "DELETE FROM access_tokens WHERE service_provider = ? AND secret_id = ?",
            serviceProvider.toString(),
            secret.toString());
  }

  @Override
  public int revokeAll(UUID serviceProvider) {
    return session
        .sql()
        .update("DELETE FROM access_tokens WHERE service_provider = ?", serviceProvider.toString());
  }

  @Override
  public int purge(Instant before, int most) {
    List<String> expired =
        session
            .sql()
            .list(
                "SELECT t.digest FROM access_tokens t"
                    + Tables.byIndex("access_tokens_expires")
                    + " WHERE t.expires < ?"
                    + " ORDER BY t.expires FETCH FIRST ? ROWS ONLY",
                List.of(before.toEpochMilli(), most),
                row -> row.getString(1));
    session
        .sql()
        .batch(
            "DELETE FROM access_tokens WHERE digest = ?", expired.stream().map(List::of).toList());
    return expired.size();
  }

  private static AccessToken token(ResultSet row) throws SQLException {
    String scopes = row.getString(5);
    return new AccessToken(
        row.getString(1),
        UUID.fromString(row.getString(2)),
        UUID.fromString(row.getString(3)),
        UUID.fromString(row.getString(4)),
        scopes.isEmpty() ? Set.of() : Set.of(scopes.split(SEPARATOR)),
        Instant.ofEpochMilli(row.getLong(6)),
        Instant.ofEpochMilli(row.getLong(7)));
  }
}

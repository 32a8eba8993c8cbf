package io.tessera.store.jpa.internal;

import io.tessera.store.spi.ShortMemories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What signing in remembers, by SQL. Where two put the same, the second runs again and sees it. */
final class SqlShortMemories implements ShortMemories {
  private static final String BY_KEY = Tables.byConstraint("sign_in_memory_id");
  private static final String FIND =
      "SELECT m.content FROM sign_in_memory m"
          + BY_KEY
          + " WHERE m.kind = ? AND m.key_digest = ? AND m.expires > ?";
  private static final String ADD =
      "INSERT INTO sign_in_memory (kind, key_digest, content, expires) VALUES (?, ?, ?, ?)";
  private static final String REPLACE_PAST =
      "UPDATE sign_in_memory SET content = ?, expires = ?"
          + " WHERE kind = ? AND key_digest = ? AND expires <= ?";
  private static final String REPLACE =
      "UPDATE sign_in_memory SET content = ?, expires = ? WHERE kind = ? AND key_digest = ?";
  private static final String TAKE =
      "DELETE FROM sign_in_memory WHERE kind = ? AND key_digest = ? AND expires > ?";
  private static final String PROLONG =
      "UPDATE sign_in_memory SET expires = ? WHERE kind = ? AND key_digest = ? AND expires > ?";
  private static final String PAST =
      "SELECT m.kind, m.key_digest FROM sign_in_memory m"
          + Tables.byIndex("sign_in_memory_expires")
          + " WHERE m.expires <= ? ORDER BY m.expires FETCH FIRST ? ROWS ONLY";
  private static final String REMOVE_PAST =
      "DELETE FROM sign_in_memory WHERE kind = ? AND key_digest = ? AND expires <= ?";

  private final Session session;

  SqlShortMemories(Session session) {
    this.session = session;
  }

  @Override
  public boolean put(String kind, String keyDigest, byte[] content, Instant expires, Instant now) {
    if (find(kind, keyDigest, now).isPresent()) {
      return false;
    }
    long end = expires.toEpochMilli();
    int replaced =
        session.sql().update(REPLACE_PAST, content, end, kind, keyDigest, now.toEpochMilli());
    if (replaced == 0) {
      session.sql().update(ADD, kind, keyDigest, content, end);
    }
    return true;
  }

  @Override
  public void replace(String kind, String keyDigest, byte[] content, Instant expires) {
    long end = expires.toEpochMilli();
    if (session.sql().update(REPLACE, content, end, kind, keyDigest) == 0) {
      session.sql().update(ADD, kind, keyDigest, content, end);
    }
  }

  @Override
  public Optional<byte[]> find(String kind, String keyDigest, Instant now) {
    return session
        .sql()
        .first(FIND, List.of(kind, keyDigest, now.toEpochMilli()), row -> row.getBytes(1));
  }

  @Override
  public Optional<byte[]> take(String kind, String keyDigest, Instant now) {
    Optional<byte[]> found = find(kind, keyDigest, now);
    return found.isPresent() && session.sql().update(TAKE, kind, keyDigest, now.toEpochMilli()) > 0
        ? found
        : Optional.empty();
  }

  @Override
  public boolean prolong(String kind, String keyDigest, Instant expires, Instant now) {
    return session
            .sql()
            .update(PROLONG, expires.toEpochMilli(), kind, keyDigest, now.toEpochMilli())
        > 0;
  }

  @Override
  public int purge(Instant now, int most) {
    long before = now.toEpochMilli();
    List<List<Object>> past =
        session
            .sql()
            .list(
                PAST,
                List.of(before, most),
                row -> List.<Object>of(row.getString(1), row.getString(2), before));
    session.sql().batch(REMOVE_PAST, past);
    return past.size();
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Bookmarks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bookmarks by SQL. */
final class SqlBookmarks implements Bookmarks {
  private final Session session;

  SqlBookmarks(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Bookmark> find(UUID work) {
    return session
        .sql()
        .first(
            "SELECT b.generation, b.position, b.done FROM bookmarks b WHERE b.id = ?",
            List.of(work.toString()),
            row -> new Bookmark(work, row.getLong(1), row.getString(2), row.getLong(3)));
  }

  @Override
  public void put(Bookmark bookmark) {
    String id = bookmark.work().toString();
    int[] updated =
        session
            .sql()
            .batch(
                "UPDATE bookmarks SET generation = ?, position = ?, done = ? WHERE id = ?",
                List.of(Arrays.asList(bookmark.generation(), bookmark.at(), bookmark.done(), id)));
    if (updated[0] == 0) {
      session
          .sql()
          .batch(
              "INSERT INTO bookmarks (generation, position, done, id) VALUES (?, ?, ?, ?)",
              List.of(Arrays.asList(bookmark.generation(), bookmark.at(), bookmark.done(), id)));
    }
  }

  @Override
  public void remove(UUID work) {
    session.sql().update("DELETE FROM bookmarks WHERE id = ?", work.toString());
  }
}

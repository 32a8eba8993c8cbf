package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps which calls were made to targets and what came of them. */
final class AttemptLog {
  private static final int MAX_DETAIL = 1024;
  private static final int MAX_CONNECTOR = 256;
  private static final String ADD =
      "INSERT INTO attempts (operation_id, id, number, started, took, node, connector, action,"
          + " result, detail, request, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String OF_OPERATION =
      "SELECT operation_id, number, started, took, node, connector, action, result, detail,"
          + " request, answer FROM attempts WHERE operation_id = ? ORDER BY id";

  private final Database database;

  AttemptLog(Database database) {
    this.database = database;
  }

  void add(Sql sql, List<Completion> completions) {
    Documents documents = database.documents();
    List<List<?>> rows = new ArrayList<>();
    for (Completion completion : completions) {
      completion.attempts().forEach(attempt -> rows.add(row(attempt, documents)));
    }
    sql.batch(ADD, rows);
  }

  private List<?> row(Attempt attempt, Documents documents) {
    return Arrays.asList(
        attempt.operation().toString(),
        database.ids().next().toString(),
        attempt.number(),
        attempt.started().toEpochMilli(),
        attempt.took().toMillis(),
        attempt.node(),
        SearchKey.bounded(attempt.connector(), MAX_CONNECTOR),
        attempt.action(),
        attempt.result(),
        SearchKey.bounded(attempt.detail(), MAX_DETAIL),
        documents.writeIfAny(attempt.request()),
        documents.writeIfAny(attempt.answer()));
  }

  /** Oldest first. */
  static List<Attempt> of(Sql sql, UUID operation, Documents documents) {
    return sql.list(OF_OPERATION, List.of(operation.toString()), row -> read(row, documents));
  }

  private static Attempt read(ResultSet row, Documents documents) throws SQLException {
    byte @Nullable [] request = row.getBytes(10);
    byte @Nullable [] answer = row.getBytes(11);
    return new Attempt(
        UUID.fromString(row.getString(1)),
        row.getInt(2),
        Instant.ofEpochMilli(row.getLong(3)),
        Duration.ofMillis(row.getLong(4)),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        request == null ? null : documents.read(request),
        answer == null ? null : documents.read(answer));
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Tallies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tallies by SQL. A row is only ever written by its node. */
final class SqlTallies implements Tallies {
  private static final String ADD =
      "UPDATE delivery_tallies SET delivered = delivered + ?, failed = failed + ?"
          + " WHERE period = ? AND node = ? AND target = ?";
  private static final String BEGIN =
      "INSERT INTO delivery_tallies (delivered, failed, period, node, target)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** In the column of the target, where it is not known. */
  private static final String UNKNOWN = "";

  private final Session session;

  SqlTallies(Session session) {
    this.session = session;
  }

  @Override
  public void add(List<Tally> tallies) {
    List<List<Object>> rows = tallies.stream().map(SqlTallies::row).toList();
    int[] added = session.sql().batch(ADD, rows);
    List<List<Object>> missing = new ArrayList<>();
    for (int i = 0; i < added.length; i++) {
      if (added[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    session.sql().batch(BEGIN, missing);
  }

  private static List<Object> row(Tally tally) {
    return List.of(
        tally.delivered(),
        tally.failed(),
        tally.hour().toEpochMilli(),
        tally.node(),
        tally.targetIfKnown().map(UUID::toString).orElse(UNKNOWN));
  }

  @Override
  public List<Tally> since(Instant hour) {
    return session
        .sql()
        .list(
            "SELECT period, node, target, delivered, failed FROM delivery_tallies"
                + " WHERE period >= ? ORDER BY period, node, target",
            List.of(hour.toEpochMilli()),
            SqlTallies::tally);
  }

  private static Tally tally(ResultSet row) throws SQLException {
    String target = row.getString(3);
    return new Tally(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getString(2),
        target.equals(UNKNOWN) ? null : UUID.fromString(target),
        row.getLong(4),
        row.getLong(5));
  }

  @Override
  public int purge(Instant before) {
    return session
        .sql()
        .update("DELETE FROM delivery_tallies WHERE period < ?", before.toEpochMilli());
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Tallies;
import java.time.Instant;
import java.util.List;

/** Tallies by SQL. A row is only ever written by its node. */
final class SqlTallies implements Tallies {
  private static final String ADD =
      "UPDATE delivery_tallies SET delivered = delivered + ?, failed = failed + ?"
          + " WHERE period = ? AND node = ?";
  private static final String BEGIN =
      "INSERT INTO delivery_tallies (delivered, failed, period, node) VALUES (?, ?, ?, ?)";

  private final Session session;

  SqlTallies(Session session) {
    this.session = session;
  }

  @Override
  public void add(Tally tally) {
    Object[] values = {
      tally.delivered(), tally.failed(), tally.hour().toEpochMilli(), tally.node()
    };
    if (session.sql().update(ADD, values) == 0) {
      session.sql().update(BEGIN, values);
    }
  }

  @Override
  public List<Tally> since(Instant hour) {
    return session
        .sql()
        .list(
            "SELECT period, node, delivered, failed FROM delivery_tallies WHERE period >= ?"
                + " ORDER BY period, node",
            List.of(hour.toEpochMilli()),
            row ->
                new Tally(
                    Instant.ofEpochMilli(row.getLong(1)),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4)));
  }

  @Override
  public int purge(Instant before) {
    return session
        .sql()
        .update("DELETE FROM delivery_tallies WHERE period < ?", before.toEpochMilli());
  }
}

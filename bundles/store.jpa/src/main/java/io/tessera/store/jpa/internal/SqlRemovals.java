package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Removals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts removals by SQL, in periods of five minutes. */
@Component(enabled = false)
public final class SqlRemovals implements Removals {
  private static final long PERIOD_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final int LANES_AT_ONCE = 500;
  private static final int MAX_TEXT = 1024;

  private static final String ADD = "UPDATE removals SET amount = amount + ?" + atPeriod();
  private static final String BEGIN = "INSERT INTO removals (amount, target, period) VALUES";
  private static final String COUNT =
      "SELECT SUM(amount) FROM removals WHERE target = ? AND period > ?";
  private static final String FORGET = "DELETE FROM removals WHERE target = ? AND period <= ?";
  private static final String OPEN =
      "INSERT INTO held_batches (id, target, state, opened, reason, operations)"
          + " VALUES (?, ?, 'OPEN', tessera_now(), ?, 0)";
  private static final String DECIDE =
      "UPDATE held_batches SET state = ?, decided = tessera_now(), decided_by = ?, remark = ?"
          + " WHERE id = ? AND state = 'OPEN'";
  private static final String BATCH =
      "SELECT id, target, state, opened, reason, operations, decided, decided_by, remark"
          + " FROM held_batches";

  /** Found by the few lanes that are held at the target. */
  private static final String LANES =
      "SELECT resource_id FROM lanes WHERE target = ? AND held = TRUE AND batch = ?"
          + " FETCH FIRST "
          + LANES_AT_ONCE
          + " ROWS ONLY";

  private static final String LET_GO =
      "UPDATE lanes SET held = FALSE, batch = NULL, attempts = 0, due = tessera_now(),"
          + " approved_version = (SELECT MAX(o.version) FROM operations o"
          + " WHERE o.resource_id = lanes.resource_id AND o.target = lanes.target"
          + " AND o.state = 'WAITING')"
          + " WHERE target = ? AND resource_id = ? AND batch = ?";
  private static final String DISCARD =
      "UPDATE operations SET state = 'DISCARDED', detail = ?, finished = tessera_now()"
          + Queue.ERASE_SEALED
          + " WHERE target = ? AND resource_id = ? AND state = 'WAITING'";
  private static final String EMPTY =
      "UPDATE lanes SET held = FALSE, batch = NULL, attempts = 0, pending = 0, due = NULL"
          + " WHERE target = ? AND resource_id = ? AND batch = ?";

  private final Database database;

  @Activate
  public SqlRemovals(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlRemovals(Database database) {
    this.database = database;
  }

  private static String atPeriod() {
    return " WHERE target = ? AND period = ?";
  }

  @Override
  public Grant reserve(UUID target, int wanted, int most, Duration window, String reason) {
    return database.write(sql -> reserve(sql, target.toString(), wanted, most, window, reason));
  }

  private static Grant reserve(
      Sql sql, String target, int wanted, int most, Duration window, String reason) {
    TargetLock.take(sql, target);
    Optional<UUID> open = open(sql, target);
    if (open.isPresent()) {
      return new Grant(0, open.get());
    }
    long now = now(sql);
    long from = now - window.toMillis();
    sql.update(FORGET, target, from);
    long used = sql.number(COUNT, List.of(target, from));
    int granted = (int) Math.max(0, Math.min(wanted, most - used));
    if (granted > 0) {
      count(sql, target, now - now % PERIOD_MILLIS, granted);
    }
    if (granted > 0) {
      return new Grant(granted, null);
    }
    UUID batch = UUID.randomUUID();
    sql.update(OPEN, batch.toString(), target, SearchKey.bounded(reason, MAX_TEXT));
    return new Grant(granted, batch);
  }

  private static Optional<UUID> open(Sql sql, String target) {
    return sql.first(
        "SELECT id FROM held_batches WHERE target = ? AND state = 'OPEN'",
        List.of(target),
        row -> UUID.fromString(row.getString(1)));
  }

  private static long now(Sql sql) {
    return sql.number("SELECT tessera_now() FROM configuration_version WHERE id = 1", List.of());
  }

  private static void count(Sql sql, String target, long period, int amount) {
    if (sql.update(ADD, amount, target, period) == 0) {
      sql.update(BEGIN + " (?, ?, ?)", amount, target, period);
    }
  }

  @Override
  public long accounts(UUID target) {
    return database.read(
        sql ->
            sql.number(
                "SELECT COUNT(*) FROM account_links WHERE target = ?", List.of(target.toString())));
  }

  @Override
  public List<Batch> batches(@Nullable UUID target, @Nullable State state, int limit) {
    StringBuilder query = new StringBuilder(BATCH);
    List<Object> values = new ArrayList<>();
    if (target != null) {
      query.append(" WHERE target = ?");
      values.add(target.toString());
    }
    if (state != null) {
      query.append(values.isEmpty() ? " WHERE" : " AND").append(" state = ?");
      values.add(state.name());
    }
    query.append(" ORDER BY opened DESC FETCH FIRST ? ROWS ONLY");
    values.add(limit);
    return database.read(sql -> sql.list(query.toString(), values, SqlRemovals::batch));
  }

  @Override
  public Optional<Batch> batch(UUID id) {
    return database.read(
        sql -> sql.first(BATCH + " WHERE id = ?", List.of(id.toString()), SqlRemovals::batch));
  }

  @Override
  public boolean allow(UUID batch, Deed record) {
    Optional<Batch> found = batch(batch);
    if (found.isEmpty() || !decide(found.get(), State.ALLOWED, "", record)) {
      return false;
    }
    eachLot(found.get(), (sql, lanes) -> sql.batch(LET_GO, lanes));
    return true;
  }

  @Override
  public boolean reject(UUID batch, String reason, Deed record) {
    Optional<Batch> found = batch(batch);
    if (found.isEmpty() || !decide(found.get(), State.REJECTED, reason, record)) {
      return false;
    }
    String detail =
        SearchKey.bounded("Rejected by " + record.origin().actor() + ": " + reason, MAX_TEXT);
    eachLot(
        found.get(),
        (sql, lanes) -> {
          sql.batch(DISCARD, lanes.stream().map(l -> List.of(detail, l.get(0), l.get(1))).toList());
          return sql.batch(EMPTY, lanes);
        });
    return true;
  }

  /** From now on nothing joins the batch, and counting begins anew. */
  private boolean decide(Batch batch, State state, String remark, Deed record) {
    String target = batch.target().toString();
    return database.write(
        sql -> {
          TargetLock.take(sql, target);
          boolean decided =
              sql.update(
                      DECIDE,
                      state.name(),
                      record.origin().actor(),
                      SearchKey.bounded(remark, MAX_TEXT),
                      batch.id().toString())
                  == 1;
          if (decided) {
            sql.update(FORGET, target, Long.MAX_VALUE);
            Deeds.add(sql, database, record);
          }
          return decided;
        });
  }

  /** Works on some lanes of a batch. */
  @FunctionalInterface
  private interface Lot {
    int[] apply(Sql sql, List<List<Object>> lanes);
  }

  private void eachLot(Batch batch, Lot lot) {
    String id = batch.id().toString();
    String target = batch.target().toString();
    int found;
    do {
      found =
          database.write(
              sql -> {
                List<List<Object>> lanes =
                    sql.list(
                        LANES,
                        List.of(target, id),
                        row -> List.<Object>of(target, row.getString(1), id));
                lot.apply(sql, lanes);
                return lanes.size();
              });
    } while (found == LANES_AT_ONCE);
  }

  private static Batch batch(ResultSet row) throws SQLException {
    long decided = row.getLong(7);
    boolean open = row.wasNull();
    return new Batch(
        UUID.fromString(row.getString(1)),
        UUID.fromString(row.getString(2)),
        State.valueOf(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getString(5),
        row.getInt(6),
        open ? null : Instant.ofEpochMilli(decided),
        row.getString(8),
        row.getString(9));
  }
}

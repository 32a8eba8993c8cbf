package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.LaneKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Operations and accounts for people, by SQL. */
@Component(enabled = false)
public final class SqlDeliveryLog implements DeliveryLog {
  private static final int MAX_DETAIL = 1024;

  /** What people call the state: held and pending operations are waiting ones. */
  static final String STATE =
      "CASE WHEN o.state <> 'WAITING' THEN o.state"
          + " WHEN l.batch IS NOT NULL THEN 'HELD'"
          + " WHEN l.reference IS NOT NULL AND o.version <= l.reference_version THEN 'PENDING'"
          + " ELSE o.state END";

  private static final String COLUMNS =
      "SELECT o.target, o.resource_type, o.resource_id, o.id, o.change_id, o.causality,"
          + " o.version, o.kind, "
          + STATE
          + ", o.attempts, o.detail, o.created,"
          + " CASE WHEN o.state = 'WAITING' THEN l.due END, o.finished, o.failure FROM";
  private static final String OPERATIONS_WITH_LANES =
      " JOIN operations o"
          + " --DERBY-PROPERTIES index=operations_id, joinStrategy=NESTEDLOOP\n"
          + " ON o.id = p.id"
          + " LEFT JOIN lanes l ON l.target = o.target AND l.resource_id = o.resource_id";
  private static final String ENTRY =
      COLUMNS
          + " operations o LEFT JOIN lanes l"
          + " ON l.target = o.target AND l.resource_id = o.resource_id WHERE o.id = ?";

  /** Newest first by the primary key, until there are enough. */
  private static final String NEWEST =
      "SELECT o.id FROM operations o" + Tables.byIndex("operations_id");

  private static final String OF_RESOURCE = "SELECT o.id FROM operations o";

  /** Operations of certain lanes. Held ones are few and have an index. */
  private static final String OF_LANES =
      "SELECT o.id FROM lanes l JOIN operations o"
          + " ON o.resource_id = l.resource_id AND o.target = l.target";

  /** Accounts that were made. */
  static final String LINKED =
      "SELECT k.target, k.resource_type, k.resource_id, k.remote_id, k.state,"
          + " k.delivered_version, k.updated FROM account_links k";

  /** Lanes, as accounts that are still to be made. */
  static final String AWAITED =
      "SELECT l.target, l.resource_type, l.resource_id,"
          + " CAST(NULL AS VARCHAR(1)), CAST(NULL AS VARCHAR(1)), CAST(0 AS BIGINT),"
          + " (SELECT MAX(o.created) FROM operations o WHERE o.resource_id = l.resource_id"
          + " AND o.target = l.target AND o.state IN ('WAITING', 'DEAD'))"
          + " FROM lanes l";

  private static final String AWAITED_OF =
      AWAITED
          + " WHERE l.pending > 0 AND NOT EXISTS (SELECT 1 FROM account_links k"
          + " WHERE k.resource_id = l.resource_id AND k.target = l.target)"
          + " AND l.resource_id = ?";

  /** Each lane with its account and its newest operation. */
  private static final String STATUS =
      "SELECT l.target, l.resource_type, l.resource_id, k.remote_id, k.state,"
          + " k.delivered_version, k.updated, l.pending, o.state, o.detail, o.created, o.finished"
          + " FROM lanes l LEFT JOIN account_links k"
          + " ON k.resource_id = l.resource_id AND k.target = l.target"
          + " LEFT JOIN (SELECT n.resource_id AS resource_id, n.target AS target, MAX(n.id) AS id"
          + " FROM operations n WHERE n.resource_id IN (:in)"
          + " GROUP BY n.resource_id, n.target) m"
          + " ON m.resource_id = l.resource_id AND m.target = l.target"
          + " LEFT JOIN operations o ON o.id = m.id"
          + " WHERE l.resource_id IN (:in)";

  private final Database database;

  @Activate
  public SqlDeliveryLog(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlDeliveryLog(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> operations(Selection selection, @Nullable UUID olderThan, int limit) {
    StringBuilder ids = new StringBuilder(from(selection));
    List<Object> values = new ArrayList<>();
    and(ids, values, "o.target = ?", selection.target());
    and(ids, values, "o.resource_id = ?", selection.resource());
    and(ids, values, "o.state = ?", stored(selection.state()));
    and(ids, values, "o.failure = ?", selection.failure());
    and(ids, values, "o.id < ?", olderThan);
    ids.append(" ORDER BY o.id DESC FETCH FIRST ? ROWS ONLY");
    values.add(limit);
    return database.read(sql -> entries(sql, new Sql.Bound(ids.toString(), values)));
  }

  /**
   * The operations with some ids, newest first.
   *
   * @param ids selects them
   */
  static List<Entry> entries(Sql sql, Sql.Bound ids) {
    String query =
        COLUMNS
            + Tables.inOrder()
            + "("
            + ids.text()
            + ") p"
            + OPERATIONS_WITH_LANES
            + " ORDER BY o.id DESC";
    return sql.list(query, ids.values(), SqlDeliveryLog::entry);
  }

  @Override
  public Found search(Search search, @Nullable UUID olderThan, int limit) {
    return database.read(sql -> new OperationSearch(sql, search, olderThan).find(limit));
  }

  private static String from(Selection selection) {
    @Nullable State state = selection.state();
    if (state == State.DEAD) {
      return OF_LANES + " AND l.held = TRUE AND l.batch IS NULL";
    }
    if (state == State.HELD) {
      return OF_LANES + " AND l.held = TRUE AND l.batch IS NOT NULL";
    }
    if (state == State.PENDING) {
      return OF_LANES + " AND l.reference IS NOT NULL AND o.version <= l.reference_version";
    }
    return selection.resource() == null ? NEWEST : OF_RESOURCE;
  }

  /** Held and pending operations are waiting ones whose lanes say so. */
  private static @Nullable State stored(@Nullable State state) {
    return state == State.HELD || state == State.PENDING ? State.WAITING : state;
  }

  @Override
  public Optional<Entry> operation(UUID id) {
    return database.read(sql -> sql.first(ENTRY, List.of(id.toString()), SqlDeliveryLog::entry));
  }

  @Override
  public Optional<Attributes> payload(UUID operation) {
    Documents documents = database.documents();
    return database.read(
        sql ->
            sql.first(
                "SELECT COALESCE(o.own_state, c.state_after, c.state_before)"
                    + " FROM operations o LEFT JOIN changes c ON c.id = o.change_id"
                    + " WHERE o.id = ?",
                List.of(operation.toString()),
                row -> {
                  byte @Nullable [] state = row.getBytes(1);
                  return state == null ? Attributes.empty() : documents.read(state);
                }));
  }

  @Override
  public List<Attempt> attempts(UUID operation) {
    return database.read(sql -> AttemptLog.of(sql, operation, database.documents()));
  }

  @Override
  public Set<UUID> retry(Collection<UUID> operations, @Nullable Function<UUID, Deed> record) {
    return each(operations, record, SqlDeliveryLog::retry);
  }

  @Override
  public Set<UUID> discard(
      Collection<UUID> operations, String reason, @Nullable Function<UUID, Deed> record) {
    return each(
        operations,
        record,
        (sql, open) -> {
          discard(sql, open, reason);
          return true;
        });
  }

  @Override
  public boolean edit(UUID operation, Attributes state, Deed record) {
    byte[] document = database.documents().write(state);
    return database.write(
        sql -> {
          Optional<Open> open = open(sql, operation);
          if (open.isEmpty() || !open.get().dead()) {
            return false;
          }
          boolean edited =
              sql.update(
                      "UPDATE operations SET own_state = ? WHERE id = ? AND kind <> 'DELETE'",
                      document,
                      open.get().id())
                  == 1;
          if (edited) {
            Deeds.add(sql, database, record);
          }
          return edited && retry(sql, open.get());
        });
  }

  /** Does something with an operation that is not finished and whose lane is locked. */
  @FunctionalInterface
  private interface Repair {
    /** Answers whether it was done. */
    boolean apply(Sql sql, Open open);
  }

  /** In the order of their lanes, as everybody locks them. */
  private Set<UUID> each(
      Collection<UUID> operations, @Nullable Function<UUID, Deed> record, Repair repair) {
    return database.write(
        sql -> {
          Set<UUID> done = new HashSet<>();
          operations.stream()
              .flatMap(id -> read(sql, id).stream())
              .sorted(
                  Comparator.comparing(Open::target)
                      .thenComparing(Open::resource)
                      .thenComparing(Open::id))
              .map(found -> UUID.fromString(found.id()))
              .forEach(
                  id -> {
                    if (open(sql, id).filter(o -> repair.apply(sql, o)).isPresent()) {
                      done.add(id);
                      if (record != null) {
                        Deeds.add(sql, database, record.apply(id));
                      }
                    }
                  });
          return done;
        });
  }

  @Override
  public List<Linked> accountsOf(ResourceId resource) {
    String id = resource.toString();
    return database.read(
        sql ->
            sql.list(
                LINKED + " WHERE k.resource_id = ? UNION ALL " + AWAITED_OF + " ORDER BY 1",
                List.of(id, id),
                SqlDeliveryLog::linked));
  }

  @Override
  public List<Status> accountsOf(Collection<ResourceId> resources) {
    List<String> ids = resources.stream().map(ResourceId::toString).toList();
    return database.read(sql -> sql.listIn(STATUS, List.of(), ids, SqlDeliveryLog::status));
  }

  @Override
  public List<Linked> accountsAt(UUID target, @Nullable ResourceId after, int limit) {
    return database.read(sql -> new AccountPage(sql, target, after, limit).read());
  }

  /** An operation that waits or is dead, whose lane is locked. */
  private record Open(String id, String target, String resource, boolean dead) {
    List<String> lane() {
      return List.of(target, resource);
    }
  }

  private static Optional<Open> open(Sql sql, UUID operation) {
    Optional<Open> open = read(sql, operation);
    open.ifPresent(
        o ->
            sql.update(
                "UPDATE lanes SET pending = pending WHERE target = ? AND resource_id = ?",
                o.lane().toArray()));
    // Its state counts only now that nobody else moves the lane.
    return open.isPresent() ? read(sql, operation) : open;
  }

  private static Optional<Open> read(Sql sql, UUID operation) {
    return sql.first(
        "SELECT id, target, resource_id, state FROM operations"
            + " WHERE id = ? AND state IN ('WAITING', 'DEAD')",
        List.of(operation.toString()),
        row ->
            new Open(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                "DEAD".equals(row.getString(4))));
  }

  /** Nothing is tried again that waits in a batch: that is decided as a whole. */
  private static boolean retry(Sql sql, Open open) {
    if (open.dead()) {
      sql.update("UPDATE operations SET state = 'WAITING', attempts = 0 WHERE id = ?", open.id());
      return sql.update(
              "UPDATE lanes SET held = FALSE, attempts = 0, due = tessera_now()"
                  + " WHERE target = ? AND resource_id = ? AND batch IS NULL",
              open.lane().toArray())
          == 1;
    }
    sql.update(
        "UPDATE lanes SET due = tessera_now()"
            + " WHERE target = ? AND resource_id = ? AND held = FALSE AND owner IS NULL",
        open.lane().toArray());
    return sql.first(
            "SELECT 1 FROM lanes WHERE target = ? AND resource_id = ? AND batch IS NULL",
            open.lane(),
            row -> true)
        .isPresent();
  }

  private static void discard(Sql sql, Open open, String reason) {
    sql.update(
        "UPDATE operations SET state = 'DISCARDED', detail = ?, finished = tessera_now()"
            + Queue.ERASE_SEALED
            + " WHERE id = ?",
        SearchKey.bounded(reason, MAX_DETAIL),
        open.id());
    sql.update(
        open.dead()
            ? "UPDATE lanes SET pending = pending - 1, held = FALSE, attempts = 0,"
                + " due = CASE WHEN pending > 1 THEN tessera_now() END"
                + " WHERE target = ? AND resource_id = ?"
            : "UPDATE lanes SET pending = pending - 1,"
                + " held = CASE WHEN pending > 1 THEN held ELSE FALSE END,"
                + " batch = CASE WHEN pending > 1 THEN batch END,"
                + " due = CASE WHEN pending > 1 OR owner IS NOT NULL THEN due END"
                + " WHERE target = ? AND resource_id = ?",
        open.lane().toArray());
  }

  private static void and(
      StringBuilder query, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      query.append(values.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value.toString());
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        UUID.fromString(row.getString(4)),
        UUID.fromString(row.getString(5)),
        row.getString(6),
        Links.key(row, 1),
        row.getLong(7),
        Change.Kind.valueOf(row.getString(8)),
        State.valueOf(row.getString(9)),
        row.getInt(10),
        row.getString(15),
        row.getString(11),
        Instant.ofEpochMilli(row.getLong(12)),
        instant(row, 13),
        instant(row, 14));
  }

  private static Status status(ResultSet row) throws SQLException {
    LaneKey lane = Links.key(row, 1);
    AccountLink link = Links.readIfAny(row, 4);
    long updated = Math.max(row.getLong(7), Math.max(row.getLong(11), row.getLong(12)));
    int pending = row.getInt(8);
    String state = row.getString(9);
    String detail = row.getString(10);
    return new Status(
        lane,
        link,
        pending,
        state == null ? null : State.valueOf(state),
        detail == null ? "" : detail,
        Instant.ofEpochMilli(updated));
  }

  static Linked linked(ResultSet row) throws SQLException {
    return new Linked(
        Links.key(row, 1), Links.readIfAny(row, 4), Instant.ofEpochMilli(row.getLong(7)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

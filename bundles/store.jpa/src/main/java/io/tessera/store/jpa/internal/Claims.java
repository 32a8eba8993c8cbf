package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Leases lanes and loads what waits in them. */
final class Claims {
  /**
   * {@link Tables#unindexed} keeps the outer search on the resources: by the target it would run
   * through all its lanes, and before statistics are there PostgreSQL believes those to be few.
   */
  private static final String TAKE =
      "UPDATE lanes SET epoch = epoch + 1, owner = ?, due = tessera_now() + ?"
          + " WHERE "
          + Tables.unindexed("target")
          + " = ? AND resource_id = ANY (ARRAY(SELECT l.resource_id FROM lanes l"
          + " WHERE l.target = ? AND l.due <= tessera_now() ORDER BY l.due LIMIT ?"
          + " FOR UPDATE SKIP LOCKED))"
          + " RETURNING resource_id, resource_type, epoch, attempts, pending, held, reference,"
          + " reference_version, approved_version";

  private static final String DUE =
      "SELECT resource_id, resource_type, epoch + 1, attempts, pending, held, reference,"
          + " reference_version, approved_version FROM lanes"
          + Tables.byIndex("lanes_due")
          + " WHERE target = ? AND due <= tessera_now() ORDER BY due"
          + " FETCH FIRST ? ROWS ONLY";
  private static final String LEASE =
      "UPDATE lanes SET epoch = ?, owner = ?, due = tessera_now() + ?"
          + " WHERE target = ? AND resource_id = ? AND epoch = ?";
  private static final String GIVE_BACK =
      "UPDATE lanes SET owner = NULL, due = CASE WHEN pending > 0 THEN tessera_now() END"
          + " WHERE target = ? AND resource_id = ? AND epoch = ?";
  private static final String WAITING =
      "SELECT o.resource_id, o.id, o.change_id, o.causality, o.version, o.kind,"
          + " COALESCE(o.own_state, c.state_after, c.state_before),"
          + " COALESCE(o.own_members, c.members), o.created, o.sealed_password"
          + " FROM operations o LEFT JOIN changes c ON c.id = o.change_id"
          + " WHERE o.target = ? AND o.state = 'WAITING' AND o.resource_id IN (:in)"
          + " ORDER BY o.resource_id, o.version, o.id";

  private static final String HEAD = WAITING + " FETCH FIRST " + Lane.MAX_QUEUE + " ROWS ONLY";

  /** What was dead is tried again, together with the change that came after it. */
  private static final String REVIVE =
      "UPDATE operations SET state = 'WAITING'"
          + " WHERE resource_id = ? AND target = ? AND state = 'DEAD'";

  private static final String REOPEN =
      "UPDATE lanes SET held = FALSE, attempts = 0"
          + " WHERE resource_id = ? AND target = ? AND epoch = ?";

  private final Database database;

  /** Derby cannot skip what others have locked; its one process takes turns. */
  private final ReentrantLock turn = new ReentrantLock();

  Claims(Database database) {
    this.database = database;
  }

  /**
   * A lane's row as it was leased.
   *
   * @param held whether its head was dead; more came behind it
   */
  private record Leased(
      String resource,
      ResourceType type,
      long epoch,
      int attempts,
      int pending,
      boolean held,
      Lane.@Nullable Awaited awaited,
      long approvedVersion) {
    static Leased read(ResultSet row) throws SQLException {
      boolean held = row.getBoolean(6);
      String reference = row.getString(7);
      return new Leased(
          row.getString(1),
          ResourceType.valueOf(row.getString(2)),
          row.getLong(3),
          held ? 0 : row.getInt(4),
          row.getInt(5),
          held,
          reference == null ? null : new Lane.Awaited(reference, row.getLong(8)),
          row.getLong(9));
    }
  }

  /** What waits in the lanes, and the accounts there are, by resource. */
  private record Contents(Map<String, List<Lane.Queued>> queues, Map<String, AccountLink> links) {
    Contents() {
      this(new HashMap<>(), new HashMap<>());
    }
  }

  List<Lane> claim(UUID target, String owner, int max, Duration lease) {
    List<Leased> leased =
        database.dialect().skipsLocked()
            ? take(target.toString(), owner, max, lease)
            : takeInTurn(target.toString(), owner, max, lease);
    return leased.isEmpty() ? List.of() : load(target, leased);
  }

  private List<Leased> take(String target, String owner, int max, Duration lease) {
    return database.write(
        sql ->
            revived(
                sql,
                target,
                sql.list(
                    TAKE, List.of(owner, lease.toMillis(), target, target, max), Leased::read)));
  }

  private static List<Leased> revived(Sql sql, String target, List<Leased> leased) {
    List<Leased> held = leased.stream().filter(Leased::held).toList();
    sql.batch(REVIVE, held.stream().map(lane -> List.<Object>of(lane.resource(), target)).toList());
    sql.batch(
        REOPEN,
        held.stream().map(lane -> List.<Object>of(lane.resource(), target, lane.epoch())).toList());
    return leased;
  }

  private List<Leased> takeInTurn(String target, String owner, int max, Duration lease) {
    turn.lock();
    try {
      return database.write(
          sql -> {
            List<Leased> due = sql.list(DUE, List.of(target, max), Leased::read);
            List<List<Object>> rows = new ArrayList<>();
            for (Leased lane : due) {
              rows.add(
                  List.of(
                      lane.epoch(),
                      owner,
                      lease.toMillis(),
                      target,
                      lane.resource(),
                      lane.epoch() - 1));
            }
            int[] changed = sql.batch(LEASE, rows);
            List<Leased> mine = new ArrayList<>();
            for (int i = 0; i < changed.length; i++) {
              if (changed[i] == 1) {
                mine.add(due.get(i));
              }
            }
            return revived(sql, target, mine);
          });
    } finally {
      turn.unlock();
    }
  }

  private List<Lane> load(UUID target, List<Leased> leased) {
    Contents contents = database.read(sql -> read(sql, target.toString(), leased));
    giveBackEmpty(target, leased, contents);
    List<Lane> result = new ArrayList<>();
    for (Leased lane : leased) {
      List<Lane.Queued> queue = contents.queues().get(lane.resource());
      if (queue != null) {
        LaneKey key = new LaneKey(target, lane.type(), ResourceId.of(lane.resource()));
        AccountLink link = contents.links().get(lane.resource());
        result.add(
            new Lane(
                key,
                lane.epoch(),
                lane.attempts(),
                queue,
                link,
                lane.awaited(),
                lane.approvedVersion()));
      }
    }
    return result;
  }

  /** All short lanes together, and the heads of long ones. */
  private Contents read(Sql sql, String target, List<Leased> leased) {
    Contents contents = new Contents();
    Documents documents = database.documents();
    List<String> shortOnes = new ArrayList<>();
    for (Leased lane : leased) {
      if (lane.pending() <= Lane.MAX_QUEUE) {
        shortOnes.add(lane.resource());
      } else {
        sql.listIn(
            HEAD, List.of(target), List.of(lane.resource()), row -> add(contents, row, documents));
      }
    }
    sql.listIn(WAITING, List.of(target), shortOnes, row -> add(contents, row, documents));
    List<String> resources = leased.stream().map(Leased::resource).toList();
    contents.links().putAll(Links.of(sql, target, resources));
    return contents;
  }

  /** Lanes whose operations a person discarded while they were leased. */
  private void giveBackEmpty(UUID target, List<Leased> leased, Contents contents) {
    List<List<Object>> empty = new ArrayList<>();
    for (Leased lane : leased) {
      if (!contents.queues().containsKey(lane.resource())) {
        empty.add(List.of(target.toString(), lane.resource(), lane.epoch()));
      }
    }
    if (!empty.isEmpty()) {
      database.write(sql -> sql.batch(GIVE_BACK, empty));
    }
  }

  private static boolean add(Contents contents, ResultSet row, Documents documents)
      throws SQLException {
    return contents
        .queues()
        .computeIfAbsent(row.getString(1), r -> new ArrayList<>())
        .add(
            new Lane.Queued(
                UUID.fromString(row.getString(2)),
                UUID.fromString(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                Change.Kind.valueOf(row.getString(6)),
                state(row.getBytes(7), documents),
                documents.readDelta(row.getBytes(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getString(10)));
  }

  private static Attributes state(byte @Nullable [] json, Documents documents) {
    return json == null ? Attributes.empty() : documents.read(json);
  }
}

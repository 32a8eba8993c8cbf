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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Leases lanes and loads what waits in them. */
final class Claims {
  private static final String TAKE =
      "WITH taken AS MATERIALIZED (SELECT target, resource_id FROM lanes"
          + " WHERE target = ? AND due <= tessera_now() ORDER BY due LIMIT ?"
          + " FOR UPDATE SKIP LOCKED)"
          + " UPDATE lanes l SET epoch = l.epoch + 1, owner = ?, due = tessera_now() + ?"
          + " FROM taken t WHERE l.target = t.target AND l.resource_id = t.resource_id"
          + " RETURNING l.resource_id, l.resource_type, l.epoch, l.attempts, l.pending";
  private static final String DUE =
      "SELECT resource_id, resource_type, epoch + 1, attempts, pending FROM lanes"
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
          + " COALESCE(o.own_members, c.members),"
          + " k.remote_id, k.state, k.delivered_version"
          + " FROM operations o"
          + " LEFT JOIN changes c ON c.id = o.change_id"
          + " LEFT JOIN account_links k ON k.resource_id = o.resource_id AND k.target = o.target"
          + " WHERE o.target = ? AND o.state = 'WAITING' AND o.resource_id IN (:in)"
          + " ORDER BY o.resource_id, o.version, o.id";

  private final Database database;

  /** Derby cannot skip what others have locked; its one process takes turns. */
  private final ReentrantLock turn = new ReentrantLock();

  Claims(Database database) {
    this.database = database;
  }

  /** A lane's row as it was leased. */
  private record Leased(String resource, ResourceType type, long epoch, int attempts, int pending) {
    static Leased read(ResultSet row) throws SQLException {
      return new Leased(
          row.getString(1),
          ResourceType.valueOf(row.getString(2)),
          row.getLong(3),
          row.getInt(4),
          row.getInt(5));
    }
  }

  /** What waits in a lane, and the account it is for. */
  private static final class Content {
    final List<Lane.Queued> queue = new ArrayList<>();
    @Nullable AccountLink link;
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
        sql -> sql.list(TAKE, List.of(target, max, owner, lease.toMillis()), Leased::read));
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
            return mine;
          });
    } finally {
      turn.unlock();
    }
  }

  private List<Lane> load(UUID target, List<Leased> leased) {
    Map<String, Content> contents = new HashMap<>();
    List<String> shortOnes =
        leased.stream().filter(l -> l.pending() <= Lane.MAX_QUEUE).map(Leased::resource).toList();
    database.read(
        sql -> {
          contents.clear();
          Documents documents = database.documents();
          sql.listIn(
              WAITING, List.of(target.toString()), shortOnes, row -> add(contents, row, documents));
          for (Leased lane : leased) {
            if (lane.pending() > Lane.MAX_QUEUE) {
              sql.listIn(
                  WAITING + " FETCH FIRST " + Lane.MAX_QUEUE + " ROWS ONLY",
                  List.of(target.toString()),
                  List.of(lane.resource()),
                  row -> add(contents, row, documents));
            }
          }
          return contents;
        });
    giveBackEmpty(target, leased, contents);
    return lanes(target, leased, contents);
  }

  /** Lanes whose operations a person discarded while they were leased. */
  private void giveBackEmpty(UUID target, List<Leased> leased, Map<String, Content> contents) {
    List<List<Object>> empty = new ArrayList<>();
    for (Leased lane : leased) {
      if (!contents.containsKey(lane.resource())) {
        empty.add(List.of(target.toString(), lane.resource(), lane.epoch()));
      }
    }
    if (!empty.isEmpty()) {
      database.write(sql -> sql.batch(GIVE_BACK, empty));
    }
  }

  private static List<Lane> lanes(UUID target, List<Leased> leased, Map<String, Content> contents) {
    List<Lane> result = new ArrayList<>();
    for (Leased lane : leased) {
      Content content = contents.get(lane.resource());
      if (content != null) {
        LaneKey key = new LaneKey(target, lane.type(), ResourceId.of(lane.resource()));
        result.add(new Lane(key, lane.epoch(), lane.attempts(), content.queue, content.link));
      }
    }
    return result;
  }

  private static boolean add(Map<String, Content> contents, ResultSet row, Documents documents)
      throws SQLException {
    Content content = contents.computeIfAbsent(row.getString(1), r -> new Content());
    content.link = Links.readIfAny(row, 9);
    return content.queue.add(
        new Lane.Queued(
            UUID.fromString(row.getString(2)),
            UUID.fromString(row.getString(3)),
            row.getString(4),
            row.getLong(5),
            Change.Kind.valueOf(row.getString(6)),
            state(row.getBytes(7), documents),
            documents.readDelta(row.getBytes(8))));
  }

  private static Attributes state(byte @Nullable [] json, Documents documents) {
    return json == null ? Attributes.empty() : documents.read(json);
  }
}

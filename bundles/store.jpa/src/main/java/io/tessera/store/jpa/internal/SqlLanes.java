package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The queue by SQL. {@code due} says when somebody may next take a lane: at once, after the
 * back-off, or when the lease runs out; null when there is nothing to do or it is held.
 */
@Component(enabled = false)
public final class SqlLanes implements Lanes {
  private static final String STANDING =
      "SELECT l.target, l.attempts, l.held,"
          + " (SELECT MIN(o.version) FROM operations o WHERE o.resource_id = l.resource_id"
          + " AND o.target = l.target AND o.state IN ('WAITING', 'DEAD')),"
          + " k.remote_id, k.state, k.delivered_version FROM lanes l"
          + " LEFT JOIN account_links k"
          + " ON k.resource_id = l.resource_id AND k.target = l.target"
          + " WHERE l.resource_id = ?";

  private static final String HEAD =
      "SELECT resource_id FROM lanes"
          + Tables.byIndex("lanes_due")
          + " WHERE target = ? AND due >= 0 ORDER BY target, due FETCH FIRST 100 ROWS ONLY";

  private static final String CREATED =
      "SELECT MIN(o.created) FROM operations o"
          + Tables.byIndex("operations_lane")
          + " WHERE o.target = ? AND o.state = 'WAITING' AND o.resource_id IN (:in)";

  private static final String OWNERS =
      "SELECT target, resource_type, resource_id, remote_id FROM account_links"
          + " WHERE target = ? AND remote_key IN (:in)";

  private final Database database;
  private final Claims claims;
  private final Completions completions;
  private final LaneCounts counts = new LaneCounts();

  @Activate
  public SqlLanes(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlLanes(Database database) {
    this.database = database;
    this.claims = new Claims(database);
    this.completions = new Completions(database);
  }

  @Override
  public Set<UUID> dueTargets() {
    return database.read(
        sql -> {
          Set<UUID> due = new HashSet<>();
          for (String target : targets(sql)) {
            if (isDue(sql, target)) {
              due.add(UUID.fromString(target));
            }
          }
          return due;
        });
  }

  @Override
  public List<Lane> claim(UUID target, String owner, int max, Duration lease) {
    return claims.claim(target, owner, max, lease);
  }

  @Override
  public Set<LaneKey> complete(Collection<Completion> all) {
    return completions.complete(all);
  }

  @Override
  public void release(String owner) {
    database.write(
        sql ->
            sql.update(
                "UPDATE lanes SET owner = NULL,"
                    + " due = CASE WHEN pending > 0 THEN tessera_now() END"
                    + " WHERE owner = ?",
                owner));
  }

  @Override
  public void extend(Map<LaneKey, Long> epochs, Duration lease) {
    List<List<Object>> rows = new ArrayList<>();
    epochs.entrySet().stream()
        .sorted((a, b) -> LaneOrder.compare(a.getKey(), b.getKey()))
        .forEach(
            e ->
                rows.add(
                    List.of(
                        lease.toMillis(),
                        e.getKey().target().toString(),
                        e.getKey().resource().toString(),
                        e.getValue())));
    database.write(
        sql ->
            sql.batch(
                "UPDATE lanes SET due = tessera_now() + ?"
                    + " WHERE target = ? AND resource_id = ? AND epoch = ?"
                    + " AND owner IS NOT NULL",
                rows));
  }

  @Override
  public Map<ResourceId, Presence> presence(UUID target, Collection<ResourceId> resources) {
    List<String> ids = resources.stream().map(ResourceId::toString).distinct().toList();
    return database.read(sql -> presence(sql, target.toString(), ids));
  }

  @Override
  public Map<String, LaneKey> ownersOf(UUID target, Collection<String> remoteIds) {
    Map<String, LaneKey> owners = new HashMap<>();
    List<String> keys = remoteIds.stream().map(SearchKey::exact).toList();
    database.read(
        sql ->
            sql.listIn(
                OWNERS,
                List.of(target.toString()),
                keys,
                row -> owners.put(row.getString(4), Links.key(row, 1))));
    owners.keySet().retainAll(remoteIds);
    return owners;
  }

  @Override
  public Map<UUID, Standing> standing(ResourceId resource, Collection<UUID> targets) {
    return database.read(
        sql -> {
          Map<UUID, Standing> result = new HashMap<>();
          sql.list(
              STANDING,
              List.of(resource.toString()),
              row -> result.put(UUID.fromString(row.getString(1)), standing(row)));
          result.keySet().retainAll(targets);
          return result;
        });
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(Links.readIfAny(row, 5), row.getLong(4), row.getInt(2), row.getBoolean(3));
  }

  @Override
  public boolean link(LaneKey key, long epoch, AccountLink link, boolean fromOthers) {
    return database.write(sql -> new Linking(sql, key).put(epoch, link, fromOthers));
  }

  @Override
  public boolean settle(UUID operation, Settlement settlement, @Nullable Deed record) {
    return database.write(
        sql -> {
          Optional<Completion> ending = new Settling(sql).ending(operation, settlement);
          ending.ifPresent(completion -> completions.complete(sql, List.of(completion)));
          if (ending.isPresent() && record != null) {
            Deeds.add(sql, database, record);
          }
          return ending.isPresent();
        });
  }

  @Override
  public Map<UUID, Counts> counts() {
    return counts(counts::recent);
  }

  @Override
  public Map<UUID, Counts> recount() {
    return counts(counts::count);
  }

  private Map<UUID, Counts> counts(BiFunction<Sql, String, Counts> ofTarget) {
    return database.read(
        sql -> {
          Map<UUID, Counts> result = new HashMap<>();
          for (String target : targets(sql)) {
            Counts found = ofTarget.apply(sql, target);
            if (found.waiting() + found.dead() + found.held() > 0) {
              result.put(UUID.fromString(target), found);
            }
          }
          return result;
        });
  }

  @Override
  public Map<UUID, Instant> oldestWaiting() {
    return database.read(
        sql -> {
          Map<UUID, Instant> result = new HashMap<>();
          for (String target : targets(sql)) {
            oldest(sql, target).ifPresent(since -> result.put(UUID.fromString(target), since));
          }
          return result;
        });
  }

  /** Of the lanes that are longest due. */
  private static Optional<Instant> oldest(Sql sql, String target) {
    List<String> head = sql.list(HEAD, List.of(target), row -> row.getString(1));
    return sql.listIn(CREATED, List.of(target), head, row -> row.getLong(1)).stream()
        .filter(millis -> millis > 0)
        .min(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  /** Targets one by one: the index knows where the next begins, however long a queue is. */
  private static List<String> targets(Sql sql) {
    List<String> targets = new ArrayList<>();
    Optional<String> next = nextTarget(sql, "");
    while (next.isPresent()) {
      targets.add(next.get());
      next = nextTarget(sql, next.get());
    }
    return targets;
  }

  private static Optional<String> nextTarget(Sql sql, String after) {
    return sql.first(
        "SELECT target FROM lanes WHERE target > ? ORDER BY target FETCH FIRST 1 ROWS ONLY",
        List.of(after),
        row -> row.getString(1));
  }

  private static boolean isDue(Sql sql, String target) {
    return sql.first(
            "SELECT due FROM lanes WHERE target = ? AND due <= tessera_now()"
                + " FETCH FIRST 1 ROWS ONLY",
            List.of(target),
            row -> row.getLong(1))
        .isPresent();
  }

  private static Map<ResourceId, Presence> presence(Sql sql, String target, List<String> ids) {
    Set<String> awaited =
        new HashSet<>(
            sql.listIn(
                "SELECT l.resource_id FROM lanes l WHERE "
                    + Tables.unindexed("l.target")
                    + " = ? AND l.pending > 0"
                    + " AND l.held = FALSE AND l.resource_id IN (:in)"
                    + " AND EXISTS (SELECT 1 FROM operations o"
                    + " WHERE o.resource_id = l.resource_id AND o.target = l.target"
                    + " AND o.state = 'WAITING' AND o.kind <> 'DELETE')",
                List.of(target),
                ids,
                row -> row.getString(1)));
    Map<String, AccountLink> links = Links.of(sql, target, ids);
    Map<ResourceId, Presence> result = new HashMap<>();
    for (String id : ids) {
      @Nullable AccountLink link = links.get(id);
      boolean known = link != null && link.known();
      if (known || awaited.contains(id)) {
        result.put(ResourceId.of(id), new Presence(link, awaited.contains(id)));
      }
    }
    return result;
  }
}

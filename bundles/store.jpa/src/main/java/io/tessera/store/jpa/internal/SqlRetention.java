package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.AuditTrail.Place;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Retention;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Erases payloads and removes finished operations by SQL. */
@Component(enabled = false)
public final class SqlRetention implements Retention {
  private static final String OLD =
      "SELECT a.change_id, a.happened, a.erased, a.resource_id, a.kind FROM audit_chain a"
          + Tables.byIndex("audit_chain_happened")
          + " WHERE a.happened >= ? AND a.happened <= ? AND (a.happened < ? OR a.change_id < ?)"
          + " ORDER BY a.happened DESC, a.change_id DESC FETCH FIRST ? ROWS ONLY";
  private static final String OF_RESOURCE =
      "SELECT a.change_id, a.happened, a.erased, a.resource_id, a.kind FROM audit_chain a"
          + Tables.byIndex("audit_chain_resource")
          + " WHERE a.resource_id = ? AND a.happened <= ? AND a.erased IS NULL"
          + " AND a.kind <> 'ERASE'";

  /** Deliveries read the payload of their change until they are done. */
  private static final String NEEDED =
      "SELECT o.change_id FROM operations o"
          + Tables.byIndex("operations_lane")
          + " WHERE o.resource_id IN (:in) AND o.state IN ('WAITING', 'DEAD')";

  private static final String WITHOUT_PAYLOAD =
      "UPDATE changes SET state_before = NULL, state_after = NULL, members = NULL WHERE id = ?";
  private static final String ERASED =
      "UPDATE audit_chain SET erased = tessera_now() WHERE change_id = ? AND erased IS NULL";
  private static final String LEASE = SqlLeases.name(Leases.Work.HOUSE_KEEPING);
  private static final String NEWEST_SEALED =
      "SELECT a.happened FROM audit_chain a"
          + Tables.byIndex("audit_chain_resource")
          + " WHERE a.resource_id = ? ORDER BY a.happened DESC FETCH FIRST 1 ROWS ONLY";
  private static final String NEWEST_WAITING =
      "SELECT MAX(c.happened) FROM"
          + Tables.inOrder()
          + "audit_pending p JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = p.change_id WHERE c.resource_id = ?";
  private static final String NOT_SEALED =
      "SELECT COUNT(*) FROM"
          + Tables.inOrder()
          + "audit_pending p JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = p.change_id"
          + " WHERE c.resource_id = ? AND c.happened <= ? AND c.kind <> 'ERASE'";
  private static final String FINISHED_OF =
      "SELECT o.id FROM operations o"
          + Tables.byIndex("operations_lane")
          + " WHERE o.resource_id = ? AND o.state NOT IN ('WAITING', 'DEAD')"
          + " AND (o.own_state IS NOT NULL OR o.own_members IS NOT NULL OR o.detail <> ''"
          + " OR EXISTS (SELECT 1 FROM attempts t WHERE t.operation_id = o.id"
          + " AND (t.request IS NOT NULL OR t.answer IS NOT NULL OR t.detail <> '')))"
          + " FETCH FIRST ? ROWS ONLY";
  private static final String WITHOUT_STATE =
      "UPDATE operations SET own_state = NULL, own_members = NULL, detail = '' WHERE id = ?"
          + " AND state NOT IN ('WAITING', 'DEAD')";
  private static final String WITHOUT_WORDS =
      "UPDATE attempts SET request = NULL, answer = NULL, detail = '' WHERE operation_id = ?";
  private static final String WINDOW =
      "SELECT o.id, CASE WHEN o.state IN ('WAITING', 'DEAD') THEN NULL ELSE o.finished END FROM"
          + " operations o"
          + Tables.byIndex("operations_id")
          + " WHERE o.id < ? ORDER BY o.id DESC FETCH FIRST ? ROWS ONLY";

  private final Database database;

  @Activate
  public SqlRetention(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlRetention(Database database) {
    this.database = database;
  }

  /** A sealed change. */
  private record Sealed(
      String id, long happened, boolean erased, String resource, AuditTrail.Kind kind) {
    /** Deeds have no payloads. */
    boolean hasPayload() {
      return kind.isOfResource() && !erased;
    }
  }

  /** An operation that is as old as that. */
  private record Old(String id, boolean over) {}

  @Override
  public Swept erasePayloads(Instant from, Instant before, @Nullable Place below, int most) {
    long last = before.toEpochMilli() - 1;
    Place place = below == null ? new Place(before, new UUID(0, 0)) : below;
    long at = place.at().toEpochMilli();
    List<Object> values =
        List.of(from.toEpochMilli(), Math.min(last, at), at, place.id().toString(), most);
    return database.write(
        sql -> {
          List<Sealed> window = sealed(sql, OLD, values);
          List<Sealed> present = window.stream().filter(Sealed::hasPayload).toList();
          int erased = erase(sql, present);
          Sealed end = window.isEmpty() ? null : window.get(window.size() - 1);
          return new Swept(
              erased,
              present.size() - erased,
              end == null || window.size() < most
                  ? null
                  : new Place(Instant.ofEpochMilli(end.happened()), UUID.fromString(end.id())));
        });
  }

  private static List<Sealed> sealed(Sql sql, String text, List<Object> values) {
    return sql.list(
        text,
        values,
        row ->
            new Sealed(
                row.getString(1),
                row.getLong(2),
                row.getObject(3) != null,
                row.getString(4),
                AuditTrail.Kind.valueOf(row.getString(5))));
  }

  /** Those that no delivery needs. */
  private static int erase(Sql sql, Collection<Sealed> changes) {
    List<String> resources = changes.stream().map(Sealed::resource).distinct().toList();
    Set<String> needed =
        Set.copyOf(sql.listIn(NEEDED, List.of(), resources, row -> row.getString(1)));
    List<List<String>> ids =
        changes.stream().map(Sealed::id).filter(id -> !needed.contains(id)).map(List::of).toList();
    sql.batch(WITHOUT_PAYLOAD, ids);
    sql.batch(ERASED, ids);
    return ids.size();
  }

  @Override
  public void request(ResourceId resource) {
    String id = resource.toString();
    database.write(
        sql -> {
          long now = newest(sql, id);
          String again = "UPDATE erasures SET requested = ? WHERE resource_id = ?";
          return sql.update(again, now, id) == 1
              ? 1
              : sql.update("INSERT INTO erasures (requested, resource_id) VALUES (?, ?)", now, id);
        });
  }

  /** Now, or when the newest change happened by the clock of a node that is ahead. */
  private static long newest(Sql sql, String id) {
    long now = sql.number("SELECT tessera_now() FROM leases l WHERE l.name = ?", List.of(LEASE));
    long sealed = sql.number(NEWEST_SEALED, List.of(id));
    return Math.max(now, Math.max(sealed, sql.number(NEWEST_WAITING, List.of(id))));
  }

  @Override
  public List<ResourceId> requested(int most) {
    return database.read(
        sql ->
            sql.list(
                "SELECT e.resource_id FROM erasures e ORDER BY e.requested FETCH FIRST ? ROWS ONLY",
                List.of(most),
                row -> ResourceId.of(row.getString(1))));
  }

  @Override
  public Progress eraseRequested(ResourceId resource, int most) {
    String id = resource.toString();
    return database.write(
        sql -> {
          // Its row is locked: two nodes take turns.
          int present =
              sql.update("UPDATE erasures SET requested = requested WHERE resource_id = ?", id);
          return present == 0 ? new Progress(0, false, 0) : eraseRequested(sql, id, most);
        });
  }

  private static Progress eraseRequested(Sql sql, String id, int most) {
    long requested =
        sql.number("SELECT e.requested FROM erasures e WHERE e.resource_id = ?", List.of(id));
    List<Sealed> all = sealed(sql, OF_RESOURCE, List.of(id, requested));
    List<Sealed> some = all.size() > most ? all.subList(0, most) : all;
    int erased = erase(sql, some);
    List<String> finished = sql.list(FINISHED_OF, List.of(id, most), row -> row.getString(1));
    sql.batch(WITHOUT_STATE, finished.stream().map(List::of).toList());
    sql.batch(WITHOUT_WORDS, finished.stream().map(List::of).toList());
    int waiting = all.size() - erased + (int) sql.number(NOT_SEALED, List.of(id, requested));
    if (waiting == 0 && finished.size() < most) {
      sql.update("DELETE FROM erasures WHERE resource_id = ?", id);
    }
    return new Progress(erased, erased > 0 || finished.size() == most, waiting);
  }

  @Override
  public Purged purgeOperations(Instant before, @Nullable UUID below, int most) {
    long cutoff = before.toEpochMilli();
    UUID place = below == null ? new UUID(cutoff << 16, 0) : below;
    return database.write(
        sql -> {
          List<Old> window =
              sql.list(
                  WINDOW,
                  List.of(place.toString(), most),
                  row -> {
                    long finished = row.getLong(2);
                    boolean over = !row.wasNull() && finished < cutoff;
                    return new Old(row.getString(1), over);
                  });
          List<List<String>> over =
              window.stream().filter(Old::over).map(o -> List.of(o.id())).toList();
          sql.batch("DELETE FROM attempts WHERE operation_id = ?", over);
          sql.batch("DELETE FROM operations WHERE id = ?", over);
          return new Purged(over.size(), window.size() < most ? null : last(window));
        });
  }

  private static UUID last(List<Old> window) {
    return UUID.fromString(window.get(window.size() - 1).id());
  }
}

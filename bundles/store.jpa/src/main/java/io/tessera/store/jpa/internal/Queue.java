package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.jpa.internal.entity.ChangeRow;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Destinations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where changes are journalled and operations queue up, inside the transaction of the change. */
final class Queue {
  private static final String OPEN_OR_LENGTHEN =
      "INSERT INTO lanes"
          + " (target, resource_id, resource_type, pending, due, epoch, attempts, held)"
          + " VALUES (?, ?, ?, 1, tessera_now(), 0, 0, FALSE)"
          + " ON CONFLICT (resource_id, target) DO UPDATE SET pending = lanes.pending + 1,"
          + " due = CASE WHEN lanes.batch IS NOT NULL OR lanes.due IS NOT NULL THEN lanes.due"
          + " ELSE tessera_now() END";

  /**
   * Counts one more operation; the lane becomes due unless it waits in a batch or backs off. One
   * that was held for a dead operation is tried again: the change may have repaired it.
   */
  static final String LENGTHEN =
      "UPDATE lanes SET pending = pending + 1,"
          + " due = CASE WHEN batch IS NOT NULL OR due IS NOT NULL THEN due"
          + " ELSE tessera_now() END"
          + " WHERE target = ? AND resource_id = ?";

  private static final String OPEN =
      "INSERT INTO lanes"
          + " (target, resource_id, resource_type, pending, due, epoch, attempts, held)"
          + " VALUES (?, ?, ?, 1, tessera_now(), 0, 0, FALSE)";
  private static final String ADD =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, state, attempts, detail, created)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, '', tessera_now())";

  /** A resource keeps its lane at a target for ever. */
  private static final String LINKED =
      "SELECT l.target, a.state FROM lanes l LEFT JOIN account_links a"
          + " ON a.resource_id = l.resource_id AND a.target = l.target WHERE l.resource_id = ?";

  private static final String OPEN_KINDS =
      "SELECT target, kind FROM operations WHERE resource_id = ? AND state IN"
          + " ('WAITING', 'DEAD') ORDER BY version, id";

  private static final String WAKE =
      "UPDATE lanes SET due = tessera_now() WHERE target = ? AND resource_id = ?"
          + " AND batch IS NULL AND owner IS NULL AND due > tessera_now()";

  static final String AWAIT_SEALING = "INSERT INTO audit_pending (change_id) VALUES (?)";

  private static final String ADD_WITH_STATE =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, own_state, own_members, state, attempts, detail, created)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, tessera_now())";

  private static final String ADD_SEALED =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, own_state, own_members, sealed_with, state, attempts, detail, created)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, tessera_now())";

  /** What an operation carries sealed goes when it is finished, in whatever way. */
  static final String ERASE_SEALED =
      ", sealed_password = NULL, own_state = CASE WHEN sealed_with IS NULL THEN own_state END,"
          + " own_members = CASE WHEN sealed_with IS NULL THEN own_members END";

  private final Session session;

  Queue(Session session) {
    this.session = session;
  }

  /** What is to be there: as the last open operation says, else as it is. */
  Map<UUID, Aim> aimsOf(ResourceId resource) {
    List<String> id = List.of(resource.toString());
    Map<UUID, Aim> aims = new HashMap<>();
    session
        .sql()
        .list(LINKED, id, row -> Map.entry(target(row), aim(row.getString(2))))
        .forEach(lane -> aims.put(lane.getKey(), lane.getValue()));
    session
        .sql()
        .list(OPEN_KINDS, id, row -> Map.entry(target(row), Change.Kind.valueOf(row.getString(2))))
        .forEach(
            open ->
                aims.put(
                    open.getKey(),
                    open.getValue() == Change.Kind.DELETE ? Aim.NO_ACCOUNT : Aim.ACCOUNT));
    return aims;
  }

  private static UUID target(ResultSet row) throws SQLException {
    return UUID.fromString(row.getString(1));
  }

  private static Aim aim(@Nullable String link) {
    return link == null || link.equals(AccountLink.State.RETIRED.name())
        ? Aim.NO_ACCOUNT
        : Aim.ACCOUNT;
  }

  void record(Change change, Destinations destinations) {
    session.entities().persist(row(change));
    session.sql().update(AWAIT_SEALING, change.id().toString());
    if (!destinations.isEmpty()) {
      enqueue(change, destinations);
    }
  }

  private ChangeRow row(Change change) {
    Documents documents = session.documents();
    return new ChangeRow(
        change,
        change.decisions().isEmpty() ? null : documents.write(change.decisions()),
        documents.writeIfAny(change.before()),
        documents.writeIfAny(change.after()),
        documents.write(change.members()));
  }

  /**
   * An operation that carries its state itself.
   *
   * @param detail why it is there, for people
   */
  record Own(
      String change,
      String causality,
      String target,
      String type,
      String resource,
      long version,
      String kind,
      byte @Nullable [] state,
      byte @Nullable [] members,
      String detail) {}

  /** Puts an operation at the end of its lane that no recorded change stands behind. */
  void enqueue(Own own) {
    session
        .sql()
        .batch(
            ADD_WITH_STATE,
            List.of(
                Arrays.asList(
                    session.ids().next().toString(),
                    own.change(),
                    own.causality(),
                    own.target(),
                    own.type(),
                    own.resource(),
                    own.version(),
                    own.kind(),
                    own.state(),
                    own.members(),
                    own.detail())));
    lengthenOrOpen(own.resource(), own.type(), List.of(own.target()), false);
  }

  /** As {@link #enqueue(Own)}, of a state that is sealed and goes when the operation ends. */
  void enqueueSealed(Own own, String key) {
    session
        .sql()
        .batch(
            ADD_SEALED,
            List.of(
                Arrays.asList(
                    session.ids().next().toString(),
                    own.change(),
                    own.causality(),
                    own.target(),
                    own.type(),
                    own.resource(),
                    own.version(),
                    own.kind(),
                    own.state(),
                    own.members(),
                    key,
                    own.detail())));
    lengthenOrOpen(own.resource(), own.type(), List.of(own.target()), false);
  }

  private void enqueue(Change change, Destinations destinations) {
    List<List<Object>> operations = new ArrayList<>();
    destinations.brought().forEach(t -> operations.add(operation(change, t, change.kind())));
    destinations.ended().forEach(t -> operations.add(operation(change, t, Change.Kind.DELETE)));
    // In one order everywhere: two transactions never wait for each other's lanes.
    List<String> targets =
        Stream.concat(destinations.brought().stream(), destinations.ended().stream())
            .map(UUID::toString)
            .sorted()
            .toList();
    session.sql().batch(ADD, operations);
    lengthenOrOpen(
        change.resource().toString(),
        change.type().name(),
        targets,
        change.kind() == Change.Kind.CREATE);
    session
        .sql()
        .batch(
            WAKE,
            destinations.recalled().stream()
                .map(t -> List.of(t.toString(), change.resource().toString()))
                .toList());
  }

  private void lengthenOrOpen(String resource, String type, List<String> targets, boolean allNew) {
    if (session.dialect().hasUpsert()) {
      session
          .sql()
          .batch(
              OPEN_OR_LENGTHEN,
              targets.stream().map(target -> List.of(target, resource, type)).toList());
      return;
    }
    List<String> opened = allNew ? targets : lengthen(resource, targets);
    session
        .sql()
        .batch(OPEN, opened.stream().map(target -> List.of(target, resource, type)).toList());
  }

  private List<Object> operation(Change change, UUID target, Change.Kind kind) {
    return List.of(
        session.ids().next().toString(),
        change.id().toString(),
        change.origin().causality(),
        target.toString(),
        change.type().name(),
        change.resource().toString(),
        change.version(),
        kind.name());
  }

  /** Lengthens the lanes that exist and answers the targets where there is none. */
  private List<String> lengthen(String resource, List<String> targets) {
    int[] changed =
        session
            .sql()
            .batch(LENGTHEN, targets.stream().map(target -> List.of(target, resource)).toList());
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        missing.add(targets.get(i));
      }
    }
    return missing;
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.jpa.internal.entity.ChangeRow;
import io.tessera.store.spi.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

  private static final String TARGETS_OF = "SELECT target FROM lanes WHERE resource_id = ?";

  static final String AWAIT_SEALING = "INSERT INTO audit_pending (change_id) VALUES (?)";

  private static final String ADD_WITH_STATE =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, own_state, own_members, state, attempts, detail, created)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, tessera_now())";

  private final Session session;

  Queue(Session session) {
    this.session = session;
  }

  /** A resource keeps its lane at a target for ever. */
  Set<UUID> targetsOf(ResourceId resource) {
    return Set.copyOf(
        session
            .sql()
            .list(
                TARGETS_OF,
                List.of(resource.toString()),
                row -> UUID.fromString(row.getString(1))));
  }

  void record(Change change, Collection<UUID> targets) {
    session.entities().persist(row(change));
    session.sql().update(AWAIT_SEALING, change.id().toString());
    if (!targets.isEmpty()) {
      // In one order everywhere: two transactions never wait for each other's lanes.
      enqueue(change, targets.stream().map(UUID::toString).distinct().sorted().toList());
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

  private void enqueue(Change change, List<String> targets) {
    session.sql().batch(ADD, targets.stream().map(target -> operation(change, target)).toList());
    lengthenOrOpen(
        change.resource().toString(),
        change.type().name(),
        targets,
        change.kind() == Change.Kind.CREATE);
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

  private List<Object> operation(Change change, String target) {
    return List.of(
        session.ids().next().toString(),
        change.id().toString(),
        change.origin().causality(),
        target,
        change.type().name(),
        change.resource().toString(),
        change.version(),
        change.kind().name());
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

package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.LaneKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node that was stalled between its last look at the lease and the call has called its target
 * late: maybe after others who sent something newer. No target can be asked to refuse that. What
 * was done since for the resource is therefore done again.
 */
final class LateCalls {
  private static final Set<String> CHANGING = Set.of("CREATE", "UPDATE", "DELETE");

  /** Results that say that nothing was done. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("TRANSIENT", "THROTTLED");

  private static final String LOCK =
      "UPDATE lanes SET pending = pending WHERE target = ? AND resource_id = ? AND epoch > ?";

  /** What is sealed has been erased when it was done, and cannot be sent again. */
  private static final String SINCE =
      "SELECT o.id, o.version, o.state, l.owner FROM operations o JOIN lanes l"
          + " ON l.target = o.target AND l.resource_id = o.resource_id"
          + " WHERE o.resource_id = ? AND o.target = ?"
          + " AND o.state IN ('WAITING', 'DONE', 'SUPERSEDED') AND o.sealed_with IS NULL"
          + " AND o.version >= (SELECT p.version FROM operations p WHERE p.id = ?)"
          + " ORDER BY o.version, o.id";

  private static final String REOPEN =
      "UPDATE operations SET state = 'WAITING', finished = NULL, detail = ? WHERE id = ?";

  private static final String COPY =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, own_state, own_members, state, attempts, detail, created)"
          + " SELECT ?, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, own_state, own_members, state, 0, ?, tessera_now()"
          + " FROM operations WHERE id = ?";

  private static final String WAITS =
      "UPDATE lanes SET pending = pending + ?,"
          + " due = CASE WHEN due IS NULL AND held = FALSE THEN tessera_now() ELSE due END"
          + " WHERE target = ? AND resource_id = ?";
  private static final String DOUBT =
      "UPDATE account_links SET state = '"
          + AccountLink.State.UNKNOWN
          + "' WHERE target = ? AND resource_id = ?";
  private static final String DETAIL =
      "Sent again: a node that was stalled had called the target late.";

  private final TimeOrderedIds ids;

  LateCalls(TimeOrderedIds ids) {
    this.ids = ids;
  }

  /**
   * An operation of the lane, from the late one on.
   *
   * @param underWay whether another node may be sending it at this moment
   */
  private record Since(String id, long version, boolean done, boolean underWay) {
    static Since read(ResultSet row) throws SQLException {
      boolean done = !"WAITING".equals(row.getString(3));
      return new Since(row.getString(1), row.getLong(2), done, !done && row.getString(4) != null);
    }
  }

  /**
   * @param refused in the order of lanes
   */
  void setRight(Sql sql, Collection<Completion> refused) {
    for (Completion completion : refused) {
      late(completion).ifPresent(call -> sendAgain(sql, completion, call));
    }
  }

  /** The first call that may have had an effect. */
  private static Optional<Attempt> late(Completion completion) {
    return completion.attempts().stream()
        .filter(call -> CHANGING.contains(call.action()))
        .filter(call -> !WITHOUT_EFFECT.contains(call.result()))
        .findFirst();
  }

  private void sendAgain(Sql sql, Completion completion, Attempt call) {
    LaneKey key = completion.key();
    String target = key.target().toString();
    String resource = key.resource().toString();
    if (sql.update(LOCK, target, resource, completion.epoch()) == 0) {
      return; // nobody else had the lane: this is a result given back twice
    }
    int waiting = 0;
    for (Since since : overwritten(sql, key, call)) {
      waiting += since.done() ? sql.update(REOPEN, DETAIL, since.id()) : 0;
      // What is under way may have been sent before the late call; it comes once more.
      waiting += since.underWay() ? sql.update(COPY, ids.next().toString(), DETAIL, since.id()) : 0;
    }
    if (waiting > 0) {
      sql.update(WAITS, waiting, target, resource);
      sql.update(DOUBT, target, resource);
    }
  }

  /**
   * The late operation, by whose state an account it made can be found, and what came after it: the
   * last state, and for groups all, because memberships add up.
   */
  private static List<Since> overwritten(Sql sql, LaneKey key, Attempt call) {
    List<Since> all =
        sql.list(
            SINCE,
            List.of(
                key.resource().toString(), key.target().toString(), call.operation().toString()),
            Since::read);
    // A second account may have been made of the same state.
    boolean made = call.action().equals("CREATE") && !call.result().equals("CONFLICT");
    if (all.isEmpty() || (!made && all.get(0).version() == all.get(all.size() - 1).version())) {
      return List.of();
    }
    return key.type() == ResourceType.GROUP || all.size() == 1
        ? all
        : List.of(all.get(0), all.get(all.size() - 1));
  }
}

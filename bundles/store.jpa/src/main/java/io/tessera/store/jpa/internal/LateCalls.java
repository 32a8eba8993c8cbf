package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.LaneKey;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
  private static final String AGAIN =
      "UPDATE operations SET state = 'WAITING', finished = NULL, detail = ?"
          + " WHERE resource_id = ? AND target = ? AND state IN ('DONE', 'SUPERSEDED')"
          + " AND sealed_with IS NULL"
          + " AND version >= (SELECT o.version FROM operations o WHERE o.id = ?)";

  private static final String REOPEN =
      "UPDATE lanes SET pending = pending + ?,"
          + " due = CASE WHEN due IS NULL AND held = FALSE THEN tessera_now() ELSE due END"
          + " WHERE target = ? AND resource_id = ?";
  private static final String DOUBT =
      "UPDATE account_links SET state = '"
          + AccountLink.State.UNKNOWN
          + "' WHERE target = ? AND resource_id = ?";
  private static final String DETAIL =
      "Sent again: a node that was stalled had called the target late.";

  private LateCalls() {}

  /**
   * @param refused in the order of lanes
   */
  static void setRight(Sql sql, Collection<Completion> refused) {
    for (Completion completion : refused) {
      late(completion).ifPresent(operation -> sendAgain(sql, completion, operation));
    }
  }

  /** The operation of the first call that may have had an effect. */
  private static Optional<UUID> late(Completion completion) {
    return completion.attempts().stream()
        .filter(call -> CHANGING.contains(call.action()))
        .filter(call -> !WITHOUT_EFFECT.contains(call.result()))
        .map(Attempt::operation)
        .findFirst();
  }

  private static void sendAgain(Sql sql, Completion completion, UUID operation) {
    LaneKey key = completion.key();
    String target = key.target().toString();
    String resource = key.resource().toString();
    if (sql.update(LOCK, target, resource, completion.epoch()) == 0) {
      return; // nobody else had the lane: this is a result given back twice
    }
    int again = sql.update(AGAIN, DETAIL, resource, target, operation.toString());
    if (again > 0) {
      sql.update(REOPEN, again, target, resource);
      sql.update(DOUBT, target, resource);
    }
  }
}

package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends a pending operation by word from outside, as if its lane had been leased and given back. */
final class Settling {
  private static final String LANE =
      "SELECT l.target, l.resource_type, l.resource_id, l.epoch, l.attempts,"
          + " l.reference_version FROM operations o JOIN lanes l"
          + " ON l.resource_id = o.resource_id AND l.target = o.target"
          + " WHERE o.id = ? AND o.state = 'WAITING' AND l.reference IS NOT NULL"
          + " AND o.version <= l.reference_version";
  private static final String LEASE =
      "UPDATE lanes SET owner = 'settlement', epoch = epoch + 1"
          + " WHERE target = ? AND resource_id = ? AND epoch = ? AND reference IS NOT NULL";
  private static final String CARRIED =
      "SELECT id, version, kind FROM operations WHERE resource_id = ? AND target = ?"
          + " AND state = 'WAITING' AND version <= ? ORDER BY version, id FETCH FIRST "
          + Lane.MAX_QUEUE
          + " ROWS ONLY";

  private final Sql sql;

  Settling(Sql sql) {
    this.sql = sql;
  }

  /** The lane of the operation. */
  private record Pending(LaneKey key, long epoch, int attempts, long version) {}

  /** An operation the pending call carried. */
  private record Carried(UUID id, long version, Change.Kind kind) {}

  /** The completion that says so; empty when no such operation is pending. */
  Optional<Completion> ending(UUID operation, Settlement settlement) {
    return sql.first(
            LANE,
            List.of(operation.toString()),
            row ->
                new Pending(
                    new LaneKey(
                        UUID.fromString(row.getString(1)),
                        ResourceType.valueOf(row.getString(2)),
                        ResourceId.of(row.getString(3))),
                    row.getLong(4),
                    row.getInt(5),
                    row.getLong(6)))
        .filter(this::leased)
        .map(pending -> ending(pending, settlement));
  }

  /** A check that is under way loses its lease. */
  private boolean leased(Pending pending) {
    return sql.update(
            LEASE,
            pending.key().target().toString(),
            pending.key().resource().toString(),
            pending.epoch())
        == 1;
  }

  private Completion ending(Pending pending, Settlement settlement) {
    long epoch = pending.epoch() + 1;
    if (settlement instanceof Settlement.Refused refused) {
      Next hold = new Next.Hold(pending.attempts() + 1, "INVALID", refused.detail());
      return new Completion(pending.key(), epoch, List.of(), hold, LinkChange.KEEP);
    }
    Settlement.Done done = (Settlement.Done) settlement;
    List<Carried> carried = carried(pending);
    List<Finished> finished = new ArrayList<>();
    for (int i = 0; i < carried.size(); i++) {
      boolean last = i == carried.size() - 1;
      finished.add(
          new Finished(
              carried.get(i).id(),
              last ? End.DONE : End.SUPERSEDED,
              last ? done.detail() : "Carried by a later operation."));
    }
    return Completion.done(pending.key(), epoch, finished, link(pending, done, carried));
  }

  private List<Carried> carried(Pending pending) {
    return sql.list(
        CARRIED,
        List.of(
            pending.key().resource().toString(),
            pending.key().target().toString(),
            pending.version()),
        row ->
            new Carried(
                UUID.fromString(row.getString(1)),
                row.getLong(2),
                Change.Kind.valueOf(row.getString(3))));
  }

  private LinkChange link(Pending pending, Settlement.Done done, List<Carried> carried) {
    if (carried.isEmpty()) {
      return LinkChange.KEEP;
    }
    Carried last = carried.get(carried.size() - 1);
    if (last.kind() == Change.Kind.DELETE) {
      return new LinkChange.Remove();
    }
    String resource = pending.key().resource().toString();
    @Nullable AccountLink present =
        Links.of(sql, pending.key().target().toString(), List.of(resource)).get(resource);
    String remoteId = done.remoteId();
    if (remoteId == null) {
      remoteId = present == null ? "" : present.remoteId();
    }
    return new LinkChange.Put(new AccountLink(remoteId, AccountLink.State.ACTIVE, last.version()));
  }
}

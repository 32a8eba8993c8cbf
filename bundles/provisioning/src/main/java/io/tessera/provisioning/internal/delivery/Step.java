package io.tessera.provisioning.internal.delivery;

import io.tessera.model.MembershipDelta;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import java.util.ArrayList;
import java.util.List;

/**
 * What the waiting operations of a lane come to: the last state wins, memberships add up. One call
 * carries them all.
 */
record Step(Lane lane, List<Queued> queue, MembershipDelta members) {
  static Step of(Lane lane) {
    return of(lane, lane.queue());
  }

  /** What the operations up to a version come to; all of them when none is that old. */
  static Step upTo(Lane lane, long version) {
    List<Queued> carried = lane.queue().stream().filter(q -> q.version() <= version).toList();
    return of(lane, carried.isEmpty() ? lane.queue() : carried);
  }

  private static Step of(Lane lane, List<Queued> queue) {
    MembershipDelta members = MembershipDelta.NONE;
    for (Queued queued : queue) {
      members = members.then(queued.members());
    }
    return new Step(lane, queue, members);
  }

  /** The operation whose state is sent. */
  Queued last() {
    return queue.get(queue.size() - 1);
  }

  /** The one that waits longest. */
  Queued first() {
    return queue.get(0);
  }

  boolean isDeletion() {
    return last().kind() == Change.Kind.DELETE;
  }

  /** The last operation as done, those before it as carried by it. */
  List<Finished> finished(String detail) {
    List<Finished> finished = new ArrayList<>();
    for (Queued queued : queue) {
      finished.add(
          queued == last()
              ? new Finished(queued.operation(), End.DONE, detail)
              : new Finished(
                  queued.operation(),
                  End.SUPERSEDED,
                  "Carried by operation " + last().operation()));
    }
    return finished;
  }

  /** All as never sent, because the account never existed. */
  List<Finished> cancelled(String detail) {
    return queue.stream().map(q -> new Finished(q.operation(), End.SUPERSEDED, detail)).toList();
  }
}

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
record Step(Lane lane, Queued last, MembershipDelta members) {
  static Step of(Lane lane) {
    List<Queued> queue = lane.queue();
    MembershipDelta members = MembershipDelta.NONE;
    for (Queued queued : queue) {
      members = members.then(queued.members());
    }
    return new Step(lane, queue.get(queue.size() - 1), members);
  }

  boolean isDeletion() {
    return last.kind() == Change.Kind.DELETE;
  }

  /** The last operation as done, those before it as carried by it. */
  List<Finished> finished(String detail) {
    List<Finished> finished = new ArrayList<>();
    for (Queued queued : lane.queue()) {
      finished.add(
          queued == last
              ? new Finished(queued.operation(), End.DONE, detail)
              : new Finished(
                  queued.operation(), End.SUPERSEDED, "Carried by operation " + last.operation()));
    }
    return finished;
  }

  /** All as never sent, because the account never existed. */
  List<Finished> cancelled(String detail) {
    return lane.queue().stream()
        .map(q -> new Finished(q.operation(), End.SUPERSEDED, detail))
        .toList();
  }
}

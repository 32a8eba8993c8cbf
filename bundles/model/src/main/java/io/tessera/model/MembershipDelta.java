package io.tessera.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Members that joined and left a group in one change. */
public record MembershipDelta(List<MemberRef> added, List<MemberRef> removed) {
  /** Nobody joined, nobody left. */
  public static final MembershipDelta NONE = new MembershipDelta(List.of(), List.of());

  public MembershipDelta {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }

  /**
   * What this change and the next one, in this order, come to. Who joins and then leaves, or the
   * other way round, cancels out.
   */
  public MembershipDelta then(MembershipDelta next) {
    if (isEmpty()) {
      return next;
    }
    Set<MemberRef> joined = new LinkedHashSet<>(added);
    Set<MemberRef> left = new LinkedHashSet<>(removed);
    for (MemberRef joiner : next.added()) {
      if (!left.remove(joiner)) {
        joined.add(joiner);
      }
    }
    for (MemberRef leaver : next.removed()) {
      if (!joined.remove(leaver)) {
        left.add(leaver);
      }
    }
    return new MembershipDelta(new ArrayList<>(joined), new ArrayList<>(left));
  }
}

package io.tessera.model;

import java.util.List;

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
}

package io.tessera.provisioning.internal.passthrough;

import io.tessera.model.Attributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a change of a resource that is at targets only carries.
 *
 * @param state the attributes after the change
 * @param before what targets may have of them: what could be read, then the states of changes that
 *     were on their way when this one was made. Only what differs from any of them is sent. Empty
 *     when the state is all there is to know
 */
public record Payload(Attributes state, List<Attributes> before) {
  /** Each is as large as the resource. */
  private static final int MOST_BEFORE = 64;

  public Payload {
    before = List.copyOf(before);
  }

  public static Payload whole(Attributes state) {
    return new Payload(state, List.of());
  }

  /** As it was read; nothing is changed yet. */
  public static Payload read(Attributes state) {
    return new Payload(state, List.of(state));
  }

  /** Nothing of the resource itself. */
  public static Payload nothing() {
    return read(Attributes.empty());
  }

  /** Whether there may be more of the resource than is known. */
  public boolean isPartial() {
    return !before.isEmpty();
  }

  /** Whether it follows so many others that are on their way that one more would be too many. */
  public boolean isFull() {
    return before.size() >= MOST_BEFORE;
  }

  /** The same with another state after it: what was not known stays not known. */
  public Payload then(Attributes after) {
    if (!isPartial()) {
      return whole(after);
    }
    Set<Attributes> possible = new LinkedHashSet<>(before);
    possible.add(state);
    return new Payload(after, List.copyOf(possible));
  }
}

package io.tessera.provisioning.internal.passthrough;

import io.tessera.model.Attributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a resource that is at targets only carries.
 *
 * @param state the attributes after the change
 * @param before what could be read of them before it, when the change began with that: only what
 *     differs is sent. Null when the state is all there is to know
 */
public record Payload(Attributes state, @Nullable Attributes before) {
  public static Payload whole(Attributes state) {
    return new Payload(state, null);
  }

  /** Nothing of the resource itself. */
  public static Payload nothing() {
    return new Payload(Attributes.empty(), Attributes.empty());
  }

  public Optional<Attributes> beforeIfPartial() {
    return Optional.ofNullable(before);
  }

  /** The same with another state after it: what was not known stays not known. */
  public Payload then(Attributes after) {
    return new Payload(after, before);
  }
}

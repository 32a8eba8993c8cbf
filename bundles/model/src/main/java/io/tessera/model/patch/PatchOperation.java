package io.tessera.model.patch;

import io.tessera.model.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a patch.
 *
 * @param target what to change; null for the resource as a whole, then {@code value} is a {@link
 *     Value.Complex} whose names are attributes (canonical) and extensions
 * @param value what to add or to put there; null for a removal. A removal with a value removes just
 *     those values of a multi-valued attribute
 */
public record PatchOperation(Kind kind, @Nullable PatchTarget target, @Nullable Value value) {

  /** What a step does. */
  public enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  public Optional<PatchTarget> targetIfAny() {
    return Optional.ofNullable(target);
  }

  public Optional<Value> valueIfAny() {
    return Optional.ofNullable(value);
  }
}

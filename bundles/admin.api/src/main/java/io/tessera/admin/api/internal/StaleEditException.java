package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody changes what somebody else has changed since they saw it. */
final class StaleEditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Attributes current;

  /**
   * @param current the present version as it is told; null where it has no document
   */
  StaleEditException(String detail, @Nullable Object current) {
    super(detail, null, false, false);
    this.current = current instanceof Attributes document ? document : null;
  }

  Optional<Attributes> current() {
    return Optional.ofNullable(current);
  }
}

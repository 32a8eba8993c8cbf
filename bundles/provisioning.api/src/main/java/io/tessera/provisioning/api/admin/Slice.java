package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list that is read from cursor to cursor.
 *
 * @param next where to go on; null at the end
 */
public record Slice<T>(List<T> items, @Nullable String next) {
  public Slice {
    items = List.copyOf(items);
  }

  public Optional<String> nextIfAny() {
    return Optional.ofNullable(next);
  }
}

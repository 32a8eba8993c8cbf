package io.tessera.provisioning.internal.people;

import io.tessera.model.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of several lists that are read one after the other as if they were one. */
interface Part {
  /** Names it, in cursors. */
  String name();

  /**
   * @param after where the page before ended; null for the first
   */
  Page page(@Nullable String after, int most);

  /**
   * @param next null at the end
   */
  record Page(List<Resource> items, @Nullable String next) {}
}

package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the service announces that it can do (RFC 7643 section 5, RFC 9865 section 4). */
final class Capabilities {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final ScimClient client;
  private final URI announcement;
  private volatile @Nullable Announced announced;

  /**
   * The announcement, or what holds without one.
   *
   * @param isTold whether the service announces anything
   * @param maxResults most resources on a page
   * @param cursors whether lists are paged by cursor
   */
  record Announced(boolean isTold, boolean patch, boolean filter, int maxResults, boolean cursors) {
    private static final Announced NOTHING = new Announced(false, true, true, UNLIMITED, false);
  }

  Capabilities(ScimClient client, URI announcement) {
    this.client = client;
    this.announcement = announcement;
  }

  /**
   * Asks once in the life of a connector.
   *
   * @throws TargetFailure the service cannot answer just now
   */
  Announced get() throws TargetFailure, InterruptedException {
    Announced known = announced;
    if (known == null) {
      known = ask();
      announced = known;
    }
    return known;
  }

  /** A service need not announce anything, nor to everybody. */
  private Announced ask() throws TargetFailure, InterruptedException {
    try {
      return read(client.get(announcement).document());
    } catch (TargetFailure failure) {
      FailureKind kind = failure.failed().kind();
      if (kind == FailureKind.TRANSIENT || kind == FailureKind.THROTTLED) {
        throw failure;
      }
      return Announced.NOTHING;
    }
  }

  private static Announced read(Attributes document) {
    int most =
        document.complex("filter").get("maxResults").orElse(Value.NONE) instanceof Value.Num max
                && max.value().signum() > 0
            ? max.value().intValue()
            : UNLIMITED;
    Attributes pages = document.complex("pagination");
    int mostPaged =
        pages.get("maxPageSize").orElse(Value.NONE) instanceof Value.Num max
                && max.value().signum() > 0
            ? max.value().intValue()
            : UNLIMITED;
    return new Announced(
        true,
        supported(document, "patch"),
        supported(document, "filter"),
        Math.min(most, mostPaged),
        pages.bool("cursor").orElse(false));
  }

  private static boolean supported(Attributes document, String name) {
    return document.complex(name).bool("supported").orElse(true);
  }
}

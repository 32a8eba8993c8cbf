package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the service announces that it can do (RFC 7643 section 5, RFC 9865 section 4). */
final class Capabilities {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** With these the service says that it has no announcement. */
  private static final Set<Integer> NONE = Set.of(404, 405, 410, 501);

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
   * Asks until there is an answer that holds for the life of a connector; until then what holds
   * without an announcement.
   *
   * @throws TargetFailure the service cannot answer just now
   */
  Announced get() throws TargetFailure, InterruptedException {
    Announced known = announced;
    if (known == null) {
      known = ask();
    }
    return known;
  }

  /** A service need not announce anything, nor to everybody. */
  private Announced ask() throws TargetFailure, InterruptedException {
    try {
      return remembered(read(client.get(announcement).document()));
    } catch (TargetFailure failure) {
      FailureKind kind = failure.failed().kind();
      if (kind == FailureKind.TRANSIENT || kind == FailureKind.THROTTLED) {
        throw failure;
      }
      // Anything else, such as wrong credentials or somebody's page, may pass.
      return NONE.stream().anyMatch(failure::isStatus)
          ? remembered(Announced.NOTHING)
          : Announced.NOTHING;
    }
  }

  private Announced remembered(Announced certain) {
    announced = certain;
    return certain;
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

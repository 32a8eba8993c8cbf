package io.tessera.admin.api.internal;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The precondition that every change of a configured thing needs, so that none is overwritten. */
final class IfMatch {
  private static final int PRECONDITION_REQUIRED = 428;

  private IfMatch() {}

  /** How a version is told to callers. */
  static String etag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Whether the caller has seen the present version.
   *
   * @return the version the change must still find
   * @throws ClientErrorException 428, there is no If-Match
   * @throws StaleEditException the caller has seen another version
   */
  static long expected(@Nullable String ifMatch, long present) {
    return expected(ifMatch, present, () -> Response.noContent().build());
  }

  /**
   * As {@link #expected(String, long)}.
   *
   * @param current how the present version is told; who has seen another one gets it
   * @throws StaleEditException the caller has seen another version
   */
  static long expected(@Nullable String ifMatch, long present, Supplier<Response> current) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new ClientErrorException(
          "Send If-Match with the ETag of the version you have seen, so that nobody's change is"
              + " overwritten.",
          PRECONDITION_REQUIRED);
    }
    boolean matches =
        Arrays.stream(ifMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || opaque(tag).equals(etag(present)));
    if (!matches) {
      throw new StaleEditException(
          "It was changed in the meantime; its version is now "
              + present
              + ". Read it again and repeat the change.",
          current.get().getEntity());
    }
    return present;
  }

  /** Proxies that compress make strong tags weak; the version is the same. */
  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}

package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import jakarta.ws.rs.ClientErrorException;
import java.util.Arrays;
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
   * @throws RejectedException STALE
   */
  static long expected(@Nullable String ifMatch, long present) {
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
      throw RejectedException.of(
          Problem.Kind.STALE,
          "It was changed in the meantime; its version is now "
              + present
              + ". Read it again and repeat the change.");
    }
    return present;
  }

  /** Proxies that compress make strong tags weak; the version is the same. */
  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}

package io.tessera.provisioning.internal.people;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a list that is put together of several ends.
 *
 * @param part names the list that was read last
 * @param inner where that one ended; empty for its begin
 */
record Place(String part, String inner) {
  private static final int MOST = 4_096;
  private static final char BETWEEN = '\n';

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((part + BETWEEN + inner).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws RejectedException INVALID_VALUE at {@code cursor}
   */
  static @Nullable Place read(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (cursor.length() > MOST) {
      throw foreign();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int end = text.indexOf(BETWEEN);
      if (end < 0) {
        throw foreign();
      }
      return new Place(text.substring(0, end), text.substring(end + 1));
    } catch (IllegalArgumentException notBase64) {
      throw foreign();
    }
  }

  static RejectedException foreign() {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of("cursor"),
        "\"cursor\" must be the \"next\" of an earlier answer to the same question.");
  }
}

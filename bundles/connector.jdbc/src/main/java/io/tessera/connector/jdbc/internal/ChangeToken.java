package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far changes have been told.
 *
 * @param told number of the last change told; none: no change was ever there
 * @param row which row that was, where others have the same number; none: all of that number
 * @param mark the greatest number there was at a time; changes up to it are told once that time is
 *     long enough ago for transactions to have ended that had a smaller number already
 * @param seenMillis that time, since 1970
 */
record ChangeToken(
    Optional<String> told, Optional<String> row, Optional<String> mark, long seenMillis) {
  private static final String VERSION = "1";
  private static final int PARTS = 5;

  /** Everything up to the mark has been told. */
  ChangeToken finished(Optional<String> nextMark, long nowMillis) {
    Optional<String> all = mark.isPresent() ? mark : told;
    Optional<String> in = mark.isPresent() ? Optional.empty() : row;
    return new ChangeToken(all, in, nextMark, nowMillis);
  }

  /** There is more to tell up to the mark. */
  ChangeToken toldUpTo(String number, String lastRow) {
    return new ChangeToken(Optional.of(number), Optional.of(lastRow), mark, seenMillis);
  }

  /** As it is handed out: parts that hold any text, apart from each other. */
  String written() {
    List<String> parts = List.of(VERSION, part(told), part(row), part(mark), "" + seenMillis);
    return String.join(".", parts);
  }

  private static String part(Optional<String> text) {
    return text.map(
            t ->
                "_"
                    + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(t.getBytes(StandardCharsets.UTF_8)))
        .orElse("");
  }

  /**
   * Reads one that was handed out.
   *
   * @throws TargetFailure INVALID: it was not
   */
  static ChangeToken of(String written) throws TargetFailure {
    @Nullable String[] parts = written.split("\\.", -1);
    try {
      if (parts.length == PARTS && VERSION.equals(parts[0])) {
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 1; i < PARTS - 1; i++) {
          texts.add(text(parts[i]));
        }
        return new ChangeToken(
            texts.get(0), texts.get(1), texts.get(2), Long.parseLong(parts[PARTS - 1]));
      }
    } catch (IllegalArgumentException garbage) {
      throw foreign();
    }
    throw foreign();
  }

  private static Optional<String> text(String part) {
    return part.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new String(Base64.getUrlDecoder().decode(part.substring(1)), StandardCharsets.UTF_8));
  }

  static TargetFailure foreign() {
    return TargetFailure.of(FailureKind.INVALID, "The token is none of this connector's.");
  }
}

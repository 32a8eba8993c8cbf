package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to when changes have been told.
 *
 * @param since changes from here on are being asked for
 * @param until where the next round begins; the same as {@code since} between rounds
 * @param page where this round stands; none between rounds
 */
record ChangeToken(Instant since, Instant until, Optional<PageCursor> page) {
  private static final String BETWEEN = "/";

  static ChangeToken at(Instant time) {
    return new ChangeToken(time, time, Optional.empty());
  }

  /** Reads what {@link #toString} wrote. */
  static ChangeToken parse(String text) throws TargetFailure {
    String[] parts = text.split(BETWEEN, -1);
    try {
      if (parts.length == 1) {
        return at(Instant.parse(text));
      }
      if (parts.length == 3) {
        return new ChangeToken(
            Instant.parse(parts[0]),
            Instant.parse(parts[1]),
            Optional.of(PageCursor.parse(parts[2])));
      }
    } catch (DateTimeException malformed) {
      throw none();
    }
    throw none();
  }

  private static TargetFailure none() {
    return TargetFailure.of(FailureKind.INVALID, "The token is none of this connector's.");
  }

  @Override
  public String toString() {
    return page.map(cursor -> since + BETWEEN + until + BETWEEN + cursor)
        .orElseGet(since::toString);
  }
}

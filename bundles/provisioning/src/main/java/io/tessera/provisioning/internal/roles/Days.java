package io.tessera.provisioning.internal.roles;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days and instants as people write them. A day begins and ends at midnight of a zone; the last day
 * counts.
 */
record Days(ZoneId zone) {
  private static final int DATE_LENGTH = "2026-12-31".length();

  /** When something begins. */
  Optional<Instant> start(String written, long later) {
    return of(written, later, 0);
  }

  /** The first instant after something has ended. */
  Optional<Instant> end(String written, long later) {
    return of(written, later, 1);
  }

  private Optional<Instant> of(String written, long later, long atDay) {
    String text = written.strip();
    try {
      if (text.length() == DATE_LENGTH) {
        return Optional.of(
            LocalDate.parse(text).plusDays(later + atDay).atStartOfDay(zone).toInstant());
      }
      return Optional.of(
          OffsetDateTime.parse(text)
              .atZoneSameInstant(zone)
              .plusDays(later)
              .toInstant()
              .truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException notDated) {
      return Optional.empty();
    }
  }
}

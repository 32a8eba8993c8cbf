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
 * counts. Years are those of four digits.
 */
record Days(ZoneId zone) {
  private static final int DATE_LENGTH = "2026-12-31".length();
  private static final int LAST_YEAR = 9999;

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
      OffsetDateTime instant = OffsetDateTime.parse(text);
      if (instant.getYear() < 0 || instant.getYear() > LAST_YEAR) {
        return Optional.empty();
      }
      return Optional.of(
          instant
              .atZoneSameInstant(zone)
              .plusDays(later)
              .toInstant()
              .truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException notDated) {
      return Optional.empty();
    }
  }
}

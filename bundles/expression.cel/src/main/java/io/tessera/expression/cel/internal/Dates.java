package io.tessera.expression.cel.internal;

import io.tessera.provisioning.api.spi.ExpressionException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Functions of dates, which are texts as SCIM has them: {@code 2026-05-01}, or with a time {@code
 * 2026-05-01T08:00:00Z}.
 */
final class Dates {
  private static final int DATE_ONLY = 10;

  /** Between 1601, from where Active Directory counts, and 1970. */
  private static final long SECONDS_TO_1970 = 11_644_473_600L;

  private static final long TICKS_PER_SECOND = 10_000_000L;
  private static final long NANOS_PER_TICK = 100L;

  private Dates() {}

  /**
   * @param pattern of {@link DateTimeFormatter}, in UTC
   */
  static String formatted(String date, String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time(date));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new ExpressionException("\"" + pattern + "\" is no pattern for a date");
    }
  }

  /** Steps of 100 ns since 1601, as Active Directory's accountExpires has them. */
  static String fileTime(String date) {
    Instant instant = time(date).toInstant();
    long seconds = Math.addExact(instant.getEpochSecond(), SECONDS_TO_1970);
    return Long.toString(
        Math.addExact(
            Math.multiplyExact(seconds, TICKS_PER_SECOND), instant.getNano() / NANOS_PER_TICK));
  }

  static String plusDays(String date, long days) {
    try {
      OffsetDateTime later = time(date).plusDays(days);
      return date.length() == DATE_ONLY
          ? later.toLocalDate().toString()
          : later.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException | ArithmeticException outside) {
      throw new ExpressionException("there is no date " + days + " days after " + date);
    }
  }

  private static OffsetDateTime time(String date) {
    try {
      return date.length() == DATE_ONLY
          ? LocalDate.parse(date).atStartOfDay().atOffset(ZoneOffset.UTC)
          : OffsetDateTime.parse(date).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException notADate) {
      throw new ExpressionException(
          "\"" + date + "\" is no date: 2026-05-01 or 2026-05-01T08:00:00Z is expected");
    }
  }
}

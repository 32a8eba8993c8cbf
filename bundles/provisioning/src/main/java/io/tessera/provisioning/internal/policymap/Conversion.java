package io.tessera.provisioning.internal.policymap;

import io.tessera.provisioning.api.admin.PolicyMap.Handling;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Checks values of a row and brings them into the form that connectors expect. */
record Conversion(Handling handling) {
  private static final int LENGTH_OF_DATE = "2026-01-31".length();

  /**
   * @return empty when the value is not of the row's type
   */
  Optional<String> of(String value) {
    String text =
        switch (handling.letterCase()) {
          case LOWER -> value.toLowerCase(Locale.ROOT);
          case UPPER -> value.toUpperCase(Locale.ROOT);
          case EXACT, IGNORE -> value;
        };
    return switch (handling.type()) {
      case STRING -> Optional.of(text);
      case NUMBER -> number(text);
      case BOOLEAN -> truth(text);
      case DATE -> date(text);
      case BINARY -> binary(text);
    };
  }

  /** For people: "must be a number". */
  String expectation() {
    return switch (handling.type()) {
      case STRING -> "must be a text";
      case NUMBER -> "must be a number";
      case BOOLEAN -> "must be true or false";
      case DATE -> "must be a date as 2026-01-31 or 2026-01-31T12:00:00Z";
      case BINARY -> "must be Base64";
    };
  }

  private static Optional<String> number(String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      // A few characters like 1e999999999 would be written in a thousand million.
      return Math.abs((long) number.scale()) > MAX_SCALE
          ? Optional.empty()
          : Optional.of(number.toPlainString());
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  private static final int MAX_SCALE = 1000;

  private static Optional<String> truth(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    return Optional.of(folded).filter(t -> t.equals("true") || t.equals("false"));
  }

  private static Optional<String> date(String text) {
    try {
      return Optional.of(
          text.length() == LENGTH_OF_DATE
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toString()
              : OffsetDateTime.parse(text).toInstant().toString());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static Optional<String> binary(String text) {
    try {
      Base64.getDecoder().decode(text);
      return Optional.of(text);
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}

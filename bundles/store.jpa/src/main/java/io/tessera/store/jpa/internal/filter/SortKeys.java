package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.store.jpa.internal.SearchKey;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Values as texts that sort, character by character, as the values themselves do. */
public final class SortKeys {
  /** Makes every exponent of a number positive. */
  private static final long EXPONENT_BIAS = 5_000_000_000L;

  /** Makes every second that a date can name positive. */
  private static final long SECOND_BIAS = 100_000_000_000_000_000L;

  private static final String NEGATIVE = "-";
  private static final String ZERO = "0";
  private static final String POSITIVE = "1";

  /** Behind the digits of a negative number: fewer digits are nearer to zero, and come later. */
  private static final String END_OF_NEGATIVE = "~";

  private SortKeys() {}

  /** The key of one value; empty when it is not of the attribute's type. */
  public static Optional<String> key(Type type, boolean caseExact, Value value) {
    return switch (type) {
      case STRING, REFERENCE, BINARY, COMPLEX ->
          value instanceof Value.Text text
              ? Optional.of(
                  caseExact ? SearchKey.exact(text.value()) : SearchKey.folded(text.value()))
              : Optional.empty();
      case BOOLEAN ->
          value instanceof Value.Bool bool ? Optional.of(truth(bool.value())) : Optional.empty();
      case INTEGER, DECIMAL ->
          value instanceof Value.Num number
              ? Optional.of(number(number.value()))
              : Optional.empty();
      case DATE_TIME -> value instanceof Value.Text text ? instant(text.value()) : Optional.empty();
    };
  }

  /** The value by which a resource is sorted: the primary one of several, else the first. */
  public static Optional<Value> first(Attributes attributes, AttributePath path) {
    Attributes home = path.extension().map(attributes::complex).orElse(attributes);
    List<Value> elements = home.get(path.name()).map(Value::elements).orElse(List.of());
    if (path.sub().isEmpty()) {
      return elements.stream().findFirst();
    }
    String sub = path.sub().get();
    Optional<Value> primary =
        elements.stream().filter(SortKeys::isPrimary).flatMap(e -> sub(e, sub)).findFirst();
    return primary.isPresent() ? primary : elements.stream().flatMap(e -> sub(e, sub)).findFirst();
  }

  static String truth(boolean value) {
    return value ? "true" : "false";
  }

  static String number(BigDecimal value) {
    int sign = value.signum();
    if (sign == 0) {
      return ZERO;
    }
    BigDecimal plain = value.stripTrailingZeros();
    long exponent = EXPONENT_BIAS + plain.precision() - plain.scale();
    String digits = plain.unscaledValue().abs().toString();
    String text = String.format("%010d", exponent) + digits;
    String key = sign > 0 ? POSITIVE + text : NEGATIVE + nines(text) + END_OF_NEGATIVE;
    return SearchKey.exact(key);
  }

  /** Empty when it is no date. */
  static Optional<String> instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(
          String.format("%018d.%09d", SECOND_BIAS + instant.getEpochSecond(), instant.getNano()));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /** Nine's complement of all digits, so that larger ones sort first. */
  private static String nines(String digits) {
    StringBuilder result = new StringBuilder(digits.length());
    digits.chars().forEach(c -> result.append((char) ('0' + '9' - c)));
    return result.toString();
  }

  private static boolean isPrimary(Value element) {
    return element instanceof Value.Complex complex
        && complex.attributes().bool("primary").orElse(false);
  }

  private static java.util.stream.Stream<Value> sub(Value element, String name) {
    return element instanceof Value.Complex complex
        ? complex.attributes().get(name).stream()
        : java.util.stream.Stream.empty();
  }
}

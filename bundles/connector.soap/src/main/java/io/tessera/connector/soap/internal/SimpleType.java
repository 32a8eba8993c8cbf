package io.tessera.connector.soap.internal;

import io.tessera.connector.spi.TargetAttribute.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The type of a value.
 *
 * @param base the built-in type of XML Schema it comes from, e.g. {@code dateTime}
 * @param enumeration the values it may have; empty: any
 * @param longest most characters
 */
record SimpleType(String base, List<String> enumeration, int longest) {
  static final SimpleType TEXT = new SimpleType("string", List.of(), Integer.MAX_VALUE);

  SimpleType {
    enumeration = List.copyOf(enumeration);
  }

  /**
   * A value of ours as the schema writes it.
   *
   * @throws IllegalArgumentException it is none of this type; the message says what it should be
   */
  String written(String value) {
    String text = converted(value);
    if (!enumeration.isEmpty() && !enumeration.contains(text)) {
      throw new IllegalArgumentException("one of the " + enumeration.size() + " it may be");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw new IllegalArgumentException("at most " + longest + " characters long");
    }
    return text;
  }

  private String converted(String value) {
    try {
      return switch (type()) {
        case BOOLEAN -> truth(value);
        case NUMBER -> number(value);
        case DATE -> date(value);
        case BINARY -> binary(value);
        default -> value;
      };
    } catch (ArithmeticException | DateTimeException | NumberFormatException malformed) {
      throw new IllegalArgumentException("of the type " + base, malformed);
    }
  }

  private static String truth(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> "true";
      case "false", "0" -> "false";
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private String number(String value) {
    BigDecimal number = new BigDecimal(value.strip());
    return switch (base) {
      case "decimal", "float", "double" -> number.toPlainString();
      case "int" -> String.valueOf(number.intValueExact());
      case "long" -> String.valueOf(number.longValueExact());
      case "short" -> String.valueOf(number.shortValueExact());
      case "byte" -> String.valueOf(number.byteValueExact());
      default -> number.toBigIntegerExact().toString();
    };
  }

  /** Ours are RFC 3339 in UTC, or days. */
  private String date(String value) {
    String text = value.strip();
    boolean day = text.indexOf('T') < 0;
    if (base.equals("date")) {
      return day
          ? LocalDate.parse(text).toString()
          : OffsetDateTime.parse(text)
              .toInstant()
              .atOffset(ZoneOffset.UTC)
              .toLocalDate()
              .toString();
    }
    Instant instant =
        day
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant();
    return instant.toString();
  }

  private String binary(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64.strip());
    return base.equals("hexBinary")
        ? HexFormat.of().withUpperCase().formatHex(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  /** A value of the service as ours are written; what does not fit stays as it is. */
  String read(String value) {
    String text = value.strip();
    try {
      return switch (type()) {
        case BOOLEAN -> truth(text);
        case NUMBER -> text;
        case DATE -> text.indexOf('T') < 0 ? text : instant(text);
        case BINARY ->
            base.equals("hexBinary")
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text))
                : text.replaceAll("\\s", "");
        default -> value;
      };
    } catch (IllegalArgumentException | DateTimeException odd) {
      return value;
    }
  }

  /** A time without a zone is taken for UTC. */
  private static String instant(String text) {
    boolean zoned = text.matches(".*T.*(Z|[+-][0-9]{2}:[0-9]{2})");
    return OffsetDateTime.parse(zoned ? text : text + "Z").toInstant().toString();
  }

  Type type() {
    return switch (base) {
      case "boolean" -> Type.BOOLEAN;
      case "decimal",
          "float",
          "double",
          "integer",
          "int",
          "long",
          "short",
          "byte",
          "nonNegativeInteger",
          "positiveInteger",
          "nonPositiveInteger",
          "negativeInteger",
          "unsignedInt",
          "unsignedLong",
          "unsignedShort",
          "unsignedByte" ->
          Type.NUMBER;
      case "date", "dateTime" -> Type.DATE;
      case "base64Binary", "hexBinary" -> Type.BINARY;
      default -> Type.STRING;
    };
  }
}

package io.tessera.connector.connid.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.jspecify.annotations.Nullable;

/** Values of attributes, between texts and the types of ConnId. */
final class Values {
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, t -> t),
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(float.class, Float::valueOf),
          Map.entry(Float.class, Float::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(byte.class, Byte::valueOf),
          Map.entry(Byte.class, Byte::valueOf),
          Map.entry(boolean.class, Values::truth),
          Map.entry(Boolean.class, Values::truth),
          Map.entry(char.class, Values::character),
          Map.entry(Character.class, Values::character),
          Map.entry(byte[].class, t -> Base64.getDecoder().decode(t)),
          Map.entry(BigDecimal.class, BigDecimal::new),
          Map.entry(BigInteger.class, BigInteger::new),
          Map.entry(ZonedDateTime.class, Values::time),
          Map.entry(GuardedString.class, t -> new GuardedString(t.toCharArray())),
          Map.entry(
              GuardedByteArray.class, t -> new GuardedByteArray(Base64.getDecoder().decode(t))));

  private Values() {}

  /**
   * @throws IllegalArgumentException it is not of the type, or the type cannot be written as text
   */
  static Object typed(Class<?> type, String text) {
    Function<String, Object> reader = READERS.get(type);
    if (reader == null) {
      throw new IllegalArgumentException("not supported");
    }
    return reader.apply(text);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("not one character");
    }
    return text.charAt(0);
  }

  private static ZonedDateTime time(String text) {
    try {
      return ZonedDateTime.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  /** Empty for secrets, and for nothing. */
  static Optional<String> text(@Nullable Object value) {
    if (value == null || value instanceof GuardedString || value instanceof GuardedByteArray) {
      return Optional.empty();
    }
    if (value instanceof byte[] bytes) {
      return Optional.of(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof ZonedDateTime time) {
      return Optional.of(time.toInstant().toString());
    }
    if (value instanceof BigDecimal number) {
      return Optional.of(number.toPlainString());
    }
    return Optional.of(value.toString());
  }
}

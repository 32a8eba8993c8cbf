package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttribute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an attribute is in the service's object: {@code roles = /access/roles string[]}.
 *
 * @param direction whether it is sent, read, or both
 */
record Field(String attribute, Pointer pointer, Type type, boolean many, Direction direction) {
  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(/\\S+)(?:\\s+(string|number|boolean)(\\[\\])?)?"
              + "(?:\\s+(read|write))?");

  /** What a value is. */
  enum Type {
    STRING,
    NUMBER,
    BOOLEAN
  }

  /** Which way an attribute goes. */
  enum Direction {
    READ,
    WRITE,
    BOTH
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException it is none
   */
  static Field of(String line) {
    Matcher parts = LINE.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\""
              + line.strip()
              + "\" is no attribute = /pointer; write it like roles = /access/roles string[]");
    }
    Pointer pointer = Pointer.of(parts.group(2));
    if (pointer.steps().stream().anyMatch(s -> s.isEmpty() || s.matches("[0-9]+"))
        && !"read".equals(parts.group(5))) {
      throw new IllegalArgumentException(
          parts.group(2) + " leads into an array; such a field can only be read");
    }
    return new Field(
        parts.group(1),
        pointer,
        parts.group(3) == null
            ? Type.STRING
            : Type.valueOf(parts.group(3).toUpperCase(Locale.ROOT)),
        parts.group(4) != null,
        parts.group(5) == null
            ? Direction.BOTH
            : Direction.valueOf(parts.group(5).toUpperCase(Locale.ROOT)));
  }

  boolean isSent() {
    return direction != Direction.READ;
  }

  boolean isRead() {
    return direction != Direction.WRITE;
  }

  /**
   * What is sent for values.
   *
   * @throws TargetFailure they are none of this field's, for a reason that names it and no value
   */
  Json json(List<String> values) throws TargetFailure {
    if (!many && values.size() > 1) {
      throw refused("takes one value and is to have several; map one, or make it an array");
    }
    List<Json> all = new ArrayList<>();
    for (String value : values) {
      all.add(one(value));
    }
    if (many) {
      return new Json.Array(all);
    }
    return all.isEmpty() ? Json.NULL : all.get(0);
  }

  private Json one(String value) throws TargetFailure {
    return switch (type) {
      case STRING -> new Json.Text(value);
      case BOOLEAN ->
          switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> new Json.Bool(true);
            case "false" -> new Json.Bool(false);
            default -> throw refused("takes true or false only");
          };
      case NUMBER -> number(value);
    };
  }

  private Json number(String value) throws TargetFailure {
    try {
      BigDecimal number = new BigDecimal(value);
      if (Math.abs((long) number.scale()) <= 128) {
        return new Json.Num(number);
      }
    } catch (NumberFormatException none) {
      throw refused("takes numbers only");
    }
    throw refused("takes numbers of reasonable size only");
  }

  private TargetFailure refused(String why) {
    return new TargetFailure(FailureKind.INVALID, "The attribute " + attribute + " " + why + ".");
  }

  /** What the service's object has; a single value stands for an array of one. */
  List<String> values(Json object) {
    Optional<Json> found = pointer.in(object);
    if (found.isEmpty()) {
      return List.of();
    }
    return found.get() instanceof Json.Array array
        ? array.values().stream().flatMap(v -> Pointer.text(v).stream()).toList()
        : Pointer.text(found.get()).map(List::of).orElse(List.of());
  }

  TargetAttribute described(boolean required) {
    TargetAttribute.Type shown =
        switch (type) {
          case STRING -> TargetAttribute.Type.STRING;
          case NUMBER -> TargetAttribute.Type.NUMBER;
          case BOOLEAN -> TargetAttribute.Type.BOOLEAN;
        };
    return new TargetAttribute(List.of(attribute), shown, many, required, isSent());
  }
}

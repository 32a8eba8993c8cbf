package io.tessera.provisioning.internal.write;

import static io.tessera.model.Problem.Kind.INVALID_PATH;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Type;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Checks values by their definitions and brings the names inside into the schema's spelling. */
final class ValueReader {
  /** Longest value of a name or address, in characters; what the store can index. */
  static final int MAX_INDEXED = 512;

  private static final int LAST_YEAR = 9999;

  private static final java.util.Set<String> INDEXED =
      java.util.Set.of(
          "userName",
          "displayName",
          "externalId",
          "emails.value",
          "name.familyName",
          "name.givenName",
          "employeeNumber");

  private final Problems problems;

  ValueReader(Problems problems) {
    this.problems = problems;
  }

  /** What is kept of a value; {@link Value#NONE} when there is nothing or it is wrong. */
  Value read(AttributePath path, AttributeDefinition definition, Value value) {
    if (value.isNone()) {
      return Value.NONE;
    }
    if (!definition.multiValued()) {
      return single(path, definition, value);
    }
    if (!(value instanceof Value.Many many)) {
      problems.add(INVALID_VALUE, path, "it has several values: give a list.");
      return Value.NONE;
    }
    List<Value> kept = new ArrayList<>();
    for (Value element : many.values()) {
      Value read = single(path, definition, element);
      if (!read.isNone() && !kept.contains(read)) {
        kept.add(read);
      }
    }
    onePrimary(path, kept);
    return Value.many(kept);
  }

  private void onePrimary(AttributePath path, List<Value> values) {
    long primaries =
        values.stream()
            .filter(v -> v instanceof Value.Complex c && isPrimary(c.attributes()))
            .count();
    if (primaries > 1) {
      problems.add(INVALID_VALUE, path, "only one value can be primary.");
    }
  }

  static boolean isPrimary(Attributes element) {
    return element.bool("primary").orElse(false);
  }

  private Value single(AttributePath path, AttributeDefinition definition, Value value) {
    if (definition.isComplex()) {
      return complex(path, definition, value);
    }
    if (value instanceof Value.Many || value instanceof Value.Complex) {
      problems.add(
          INVALID_VALUE, path, "a single " + definition.type().scimName() + " is expected.");
      return Value.NONE;
    }
    Optional<String> wrong = mistake(path, definition, value);
    wrong.ifPresent(detail -> problems.add(INVALID_VALUE, path, detail));
    return wrong.isPresent() ? Value.NONE : value;
  }

  private Value complex(AttributePath path, AttributeDefinition definition, Value value) {
    if (!(value instanceof Value.Complex complex)) {
      problems.add(INVALID_VALUE, path, "an object with sub-attributes is expected.");
      return Value.NONE;
    }
    Attributes.Builder kept = Attributes.builder();
    complex
        .attributes()
        .forEach(
            (name, inner) -> {
              Optional<AttributeDefinition> sub = definition.sub(name);
              AttributePath here = path.withSub(sub.map(AttributeDefinition::name).orElse(name));
              if (sub.isEmpty()) {
                problems.add(INVALID_PATH, here, "there is no such sub-attribute.");
              } else if (sub.get().mutability() != Mutability.READ_ONLY) {
                kept.put(sub.get().name(), read(here, sub.get(), inner));
              }
            });
    return Value.complex(kept.build());
  }

  /** Whether a value that was kept is one of a simple attribute, as it is defined now. */
  static boolean fits(AttributeDefinition definition, Value value) {
    return mistake(AttributePath.of(definition.name()), definition, value).isEmpty();
  }

  /** What is wrong with a simple value, if anything. */
  private static Optional<String> mistake(
      AttributePath path, AttributeDefinition definition, Value value) {
    Type type = definition.type();
    if (type == Type.BOOLEAN) {
      return value instanceof Value.Bool ? ok() : wrong("true or false is expected.");
    }
    if (type == Type.INTEGER || type == Type.DECIMAL) {
      return number(type, value);
    }
    if (!(value instanceof Value.Text text)) {
      return wrong("a text is expected.");
    }
    if (!canBeKept(text.value())) {
      return wrong("it holds U+0000 or half a character (a lone surrogate); neither can be kept.");
    }
    if (text.value().length() > MAX_INDEXED && isIndexed(path)) {
      return wrong("it is longer than " + MAX_INDEXED + " characters.");
    }
    return switch (type) {
      case DATE_TIME -> dateTime(text.value());
      case BINARY -> binary(text.value());
      default -> ok();
    };
  }

  /** Databases keep neither U+0000 nor what has no form in UTF-8. */
  private static boolean canBeKept(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair = at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1));
        if (!pair) {
          return false;
        }
        at++;
      }
    }
    return true;
  }

  private static boolean isIndexed(AttributePath path) {
    return INDEXED.contains(path.sub().map(sub -> path.name() + "." + sub).orElse(path.name()));
  }

  private static Optional<String> number(Type type, Value value) {
    if (!(value instanceof Value.Num num)) {
      return wrong("a number is expected.");
    }
    boolean fraction = num.value().stripTrailingZeros().scale() > 0;
    return type == Type.INTEGER && fraction ? wrong("a whole number is expected.") : ok();
  }

  private static Optional<String> dateTime(String text) {
    try {
      int year = OffsetDateTime.parse(text).getYear();
      return year >= 0 && year <= LAST_YEAR
          ? ok()
          : wrong("a year of four digits is expected, 0000 to " + LAST_YEAR + ".");
    } catch (DateTimeParseException notDate) {
      return wrong("a date and time as in 2026-01-31T08:00:00Z is expected.");
    }
  }

  private static Optional<String> binary(String text) {
    try {
      Base64.getDecoder().decode(text);
      return ok();
    } catch (IllegalArgumentException notBase64) {
      return wrong("base64 is expected.");
    }
  }

  private static Optional<String> ok() {
    return Optional.empty();
  }

  private static Optional<String> wrong(String detail) {
    return Optional.of(detail);
  }
}

package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Map;

/** Attributes of schemas without what goes without saying (RFC 7643 section 2.2), to compare. */
final class SchemaCharacteristics {
  private static final Map<String, Value> DEFAULTS =
      Map.of(
          "type", Value.text("string"),
          "multiValued", Value.bool(false),
          "description", Value.text(""),
          "required", Value.bool(false),
          "mutability", Value.text("readWrite"),
          "uniqueness", Value.text("none"),
          "indexed", Value.bool(false));

  private SchemaCharacteristics() {}

  /** A list of attributes; anything else as it is. */
  static Value told(Value attributes) {
    return attributes instanceof Value.Many many
        ? Value.many(many.values().stream().map(SchemaCharacteristics::attribute).toList())
        : attributes;
  }

  private static Value attribute(Value value) {
    if (!(value instanceof Value.Complex complex)) {
      return value;
    }
    Attributes attribute = complex.attributes();
    Attributes.Builder kept = Attributes.builder();
    attribute.forEach(
        (name, characteristic) -> {
          if (!characteristic.equals(usual(attribute, name))) {
            kept.put(name, name.equals("subAttributes") ? told(characteristic) : characteristic);
          }
        });
    return Value.complex(kept.build());
  }

  /** The value that a characteristic has when nothing is said. */
  private static Value usual(Attributes attribute, String name) {
    String type = attribute.text("type").orElse("string");
    boolean exact = type.equals("reference") || type.equals("binary");
    boolean secret = attribute.text("mutability").filter("writeOnly"::equals).isPresent();
    return switch (name) {
      case "caseExact" -> Value.bool(exact);
      case "returned" -> Value.text(secret ? "never" : "default");
      case "referenceTypes" -> Value.many(java.util.List.of(Value.text("uri")));
      default -> DEFAULTS.getOrDefault(name, Value.NONE);
    };
  }
}

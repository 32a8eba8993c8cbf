package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Brings one value of a patch into the shape its attribute has: names spelled as in the schema,
 * truth values as such, and the short forms clients use ({@code "manager": "id"}, {@code [{"value":
 * "x"}]} for a single text) written out. What does not fit is left for validation to name.
 */
final class Shape {
  private final AttributePath at;
  private final BiConsumer<AttributePath, String> problems;
  private final List<String> emptied = new ArrayList<>();

  Shape(AttributePath at, BiConsumer<AttributePath, String> problems) {
    this.at = at;
    this.problems = problems;
  }

  /** Sub-attributes that were explicitly null. */
  List<String> emptied() {
    return emptied;
  }

  /** The value of a multi-valued attribute, always as a list. */
  Value list(AttributeDefinition definition, Value value) {
    return Value.many(value.elements().stream().map(v -> single(definition, v)).toList());
  }

  /** One value or one element. */
  Value single(AttributeDefinition definition, Value value) {
    if (definition.isComplex()) {
      return complex(definition, value);
    }
    Value plain = unwrapped(value);
    if (definition.type() == Type.BOOLEAN) {
      Value bool = Literals.bool(plain);
      return bool == null ? plain : bool;
    }
    return plain;
  }

  private Value complex(AttributeDefinition definition, Value value) {
    if (value instanceof Value.Complex complex) {
      return Value.complex(named(definition, complex.attributes()));
    }
    if (value instanceof Value.Many many && many.values().size() == 1) {
      return complex(definition, many.values().get(0));
    }
    boolean shortForm = value instanceof Value.Text && definition.sub("value").isPresent();
    return shortForm ? Value.complex(Attributes.builder().put("value", value).build()) : value;
  }

  private Attributes named(AttributeDefinition definition, Attributes written) {
    Attributes.Builder result = Attributes.builder();
    written.forEach(
        (name, value) -> {
          Optional<AttributeDefinition> sub = definition.sub(name);
          if (sub.isEmpty()) {
            problems.accept(at, "'" + at + "' has no sub-attribute '" + name + "'.");
          } else if (value.isNone()) {
            emptied.add(sub.get().name());
          } else if (sub.get().mutability() != Mutability.READ_ONLY) {
            result.put(sub.get().name(), single(sub.get(), value));
          }
        });
    return result.build();
  }

  private static Value unwrapped(Value value) {
    if (value instanceof Value.Many many && many.values().size() == 1) {
      return unwrapped(many.values().get(0));
    }
    if (value instanceof Value.Complex complex && complex.attributes().names().contains("value")) {
      return complex.attributes().get("value").orElse(value);
    }
    return value;
  }
}

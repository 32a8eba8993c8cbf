package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.PolicyMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a policy map backwards: from an account to the attributes that its rows take by their
 * paths. What is computed, made up, constant or conditional says nothing about where it came from.
 */
final class Inversion {
  private final ResourceSchema schema;
  private Attributes identity = Attributes.empty();

  Inversion(ResourceSchema schema) {
    this.schema = schema;
  }

  Attributes of(List<CompiledRow> rows, TargetAttributes observed) {
    for (CompiledRow row : rows) {
      List<String> values = observed.all(row.row().attribute());
      if (isPath(row) && !values.isEmpty() && !values.equals(row.row().otherwise())) {
        put(row.from().get(0), values);
      }
    }
    return identity;
  }

  private static boolean isPath(CompiledRow row) {
    boolean ordinary =
        row.row().on().isEmpty()
            || row.row().on().contains(PolicyMap.Event.UPDATE)
            || row.row().on().contains(PolicyMap.Event.CREATE);
    return ordinary
        && row.expression() == null
        && row.condition() == null
        && row.generator() == null
        && row.row().constant().isEmpty()
        && !row.from().isEmpty();
  }

  private void put(SourcePath from, List<String> values) {
    AttributePath path = from.path();
    Optional<AttributeDefinition> whole = schema.definition(path.whole());
    Optional<AttributeDefinition> definition = schema.definition(path);
    if (whole.isEmpty() || definition.isEmpty()) {
      return;
    }
    List<Value> typed =
        values.stream().flatMap(text -> value(definition.get().type(), text).stream()).toList();
    if (typed.isEmpty()) {
      return;
    }
    Optional<Value> present = identity.at(path.whole());
    if (path.sub().isEmpty()) {
      if (present.isEmpty()) {
        set(path, whole.get().multiValued() ? Value.many(typed) : typed.get(0));
      }
    } else if (whole.get().multiValued()) {
      set(path, elements(from, present.map(Value::elements).orElse(List.of()), typed));
    } else {
      Attributes inside =
          present.orElse(null) instanceof Value.Complex complex
              ? complex.attributes()
              : Attributes.empty();
      if (inside.get(path.sub().get()).isEmpty()) {
        set(path, Value.complex(inside.with(path.sub().get(), typed.get(0))));
      }
    }
  }

  /** Values that another row has told already are not told twice. */
  private static Value elements(SourcePath from, List<Value> present, List<Value> typed) {
    String sub = from.path().sub().orElse("value");
    List<Value> elements = new ArrayList<>(present);
    for (Value value : typed) {
      boolean known =
          present.stream()
              .anyMatch(
                  e ->
                      e instanceof Value.Complex complex
                          && complex.attributes().get(sub).equals(Optional.of(value)));
      if (!known) {
        Attributes.Builder element = Attributes.builder().put(sub, value);
        if (from.selectBy() != null && from.selectValue() != null) {
          element.put(from.selectBy(), from.selectValue());
        }
        elements.add(Value.complex(element.build()));
      }
    }
    return Value.many(elements);
  }

  private void set(AttributePath path, Value value) {
    identity =
        path.extension()
            .map(
                urn ->
                    identity.with(
                        urn, Value.complex(identity.complex(urn).with(path.name(), value))))
            .orElseGet(() -> identity.with(path.name(), value));
  }

  private static Optional<Value> value(Type type, String text) {
    return switch (type) {
      case BOOLEAN -> Optional.of(Value.bool(Boolean.parseBoolean(text)));
      case INTEGER, DECIMAL -> number(text);
      case COMPLEX -> Optional.empty();
      default -> Optional.of(Value.text(text));
    };
  }

  private static Optional<Value> number(String text) {
    try {
      return Optional.of(new Value.Num(new BigDecimal(text)));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}

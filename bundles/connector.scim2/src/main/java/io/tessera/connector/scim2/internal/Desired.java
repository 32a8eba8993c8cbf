package io.tessera.connector.scim2.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One attribute of the desired state, in SCIM's types.
 *
 * @param definition what the standard schemas say of it; none for attributes of other schemas
 * @param values empty: to be removed
 */
record Desired(ScimPath path, Optional<AttributeDefinition> definition, List<Value> values) {

  /** The whole desired state of an operation, the activity included. */
  static List<Desired> of(Operation operation) throws TargetFailure {
    ResourceType type =
        operation.type() == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
    Optional<Activity> activity =
        operation.activityIfAny().filter(a -> operation.type() == ObjectType.USER);
    TargetAttributes attributes = operation.attributes();
    List<Desired> all = new ArrayList<>();
    for (String name : attributes.names()) {
      if (activity.isEmpty() || !name.equalsIgnoreCase("active")) {
        all.add(of(type, name, attributes.all(name)));
      }
    }
    if (activity.isPresent()) {
      boolean enabled = activity.get() == Activity.ENABLED;
      all.add(of(type, "active", List.of(String.valueOf(enabled))));
    }
    return all;
  }

  static Desired of(ResourceType type, String name, List<String> texts) throws TargetFailure {
    ScimPath path = ScimPath.parse(name);
    Optional<AttributeDefinition> definition = definition(type, path);
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(typed(name, definition.map(AttributeDefinition::type).orElse(Type.STRING), text));
    }
    return new Desired(path, definition, values);
  }

  private static Optional<AttributeDefinition> definition(ResourceType type, ScimPath path) {
    String whole = path.attribute();
    var schema = BuiltInSchemas.of(type);
    return schema
        .resolve(path.sub() == null ? whole : whole + "." + path.sub())
        .flatMap(schema::definition);
  }

  private static Value typed(String name, Type type, String text) throws TargetFailure {
    try {
      return switch (type) {
        case BOOLEAN -> Value.bool(truth(text));
        case INTEGER, DECIMAL -> new Value.Num(new BigDecimal(text));
        default -> Value.text(text);
      };
    } catch (IllegalArgumentException malformed) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          name + ": the value is no " + type.scimName() + "; correct the mapping.");
    }
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** The value as it is written at the path. */
  Value value() {
    if (definition.filter(AttributeDefinition::isComplex).isPresent()) {
      List<Value> elements = values.stream().map(Desired::asElement).toList();
      return isMultiValued() ? Value.many(elements) : elements.get(0);
    }
    return isMultiValued() ? Value.many(values) : values.get(0);
  }

  /** A plain value of a complex attribute is its {@code value} (RFC 7643 section 2.4). */
  private static Value asElement(Value plain) {
    return Value.complex(Attributes.builder().put("value", plain).build());
  }

  private boolean isMultiValued() {
    return definition.isPresent() ? definition.get().multiValued() : values.size() > 1;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }
}

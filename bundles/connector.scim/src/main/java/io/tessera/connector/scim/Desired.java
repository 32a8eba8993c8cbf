package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One attribute of the desired state, in SCIM's types.
 *
 * @param attribute what the standard schemas say of it as a whole; none for other schemas
 * @param definition what they say of the sub-attribute, or of the attribute without one
 * @param values empty: to be removed
 */
public record Desired(
    ScimPath path,
    Optional<AttributeDefinition> attribute,
    Optional<AttributeDefinition> definition,
    List<Value> values) {

  /**
   * The whole desired state of an operation, the activity included.
   *
   * @param attributes of the operation, as the service names things
   */
  static List<Desired> of(Dialect dialect, Operation operation, TargetAttributes attributes)
      throws TargetFailure {
    ResourceType type =
        operation.type() == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
    Optional<Activity> activity =
        operation.activityIfAny().filter(a -> operation.type() == ObjectType.USER);
    List<Desired> all = new ArrayList<>();
    for (String name : attributes.names()) {
      if (activity.isEmpty() || !name.equalsIgnoreCase("active")) {
        all.add(of(dialect, type, name, attributes.all(name)));
      }
    }
    if (activity.isPresent()) {
      boolean enabled = activity.get() == Activity.ENABLED;
      all.add(of(dialect, type, "active", List.of(String.valueOf(enabled))));
    }
    return all;
  }

  static Desired of(Dialect dialect, ResourceType type, String name, List<String> texts)
      throws TargetFailure {
    ScimPath path = ScimPath.parse(name);
    ResourceSchema schema = BuiltInSchemas.of(type);
    String whole = path.urnIfAny().map(urn -> dialect.standard(urn) + ":").orElse("") + path.name();
    Optional<AttributeDefinition> attribute = schema.resolve(whole).flatMap(schema::definition);
    String sub = path.sub();
    Optional<AttributeDefinition> definition =
        sub == null ? attribute : attribute.flatMap(a -> a.sub(sub));
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(
          typed(
              name,
              definition.map(AttributeDefinition::type).orElse(AttributeDefinition.Type.STRING),
              text));
    }
    return new Desired(path, attribute, definition, values);
  }

  private static Value typed(String name, AttributeDefinition.Type type, String text)
      throws TargetFailure {
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

  /**
   * Whether each value is an element of its own, as for {@code entitlements} or {@code
   * emails.value}.
   */
  public boolean isListOfElements() {
    return path.element() == null
        && attribute.filter(a -> a.multiValued() && a.isComplex()).isPresent();
  }

  /** The values as elements; a plain one is the {@code value} (RFC 7643 section 2.4). */
  public List<Value> elements() {
    return values.stream()
        .map(v -> Value.complex(Attributes.builder().put(path.subOrValue(), v).build()))
        .map(Value.class::cast)
        .toList();
  }

  /** The value as it is written at the path of a plain attribute. */
  public Value value() {
    if (path.sub() == null && definition.filter(AttributeDefinition::isComplex).isPresent()) {
      return elements().get(0);
    }
    boolean many = definition.map(AttributeDefinition::multiValued).orElse(values.size() > 1);
    return many ? Value.many(values) : first();
  }

  /** The only value, or the first. */
  public Value first() {
    return values.get(0);
  }

  /** Whether it is to be removed. */
  public boolean isEmpty() {
    return values.isEmpty();
  }
}

package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one kind of object, as the org describes them. They are asked for when the first is
 * written, and again when one is not known.
 */
final class ObjectSchema {
  private final SalesforceClient client;
  private final String object;
  private volatile Map<String, Field> known = Map.of();

  /** A field. */
  record Field(
      String name,
      TargetAttribute.Type type,
      boolean required,
      boolean createable,
      boolean updateable) {}

  /**
   * @param object e.g. {@code User}
   */
  ObjectSchema(SalesforceClient client, String object) {
    this.client = client;
    this.object = object;
  }

  /**
   * The field an attribute names.
   *
   * @throws TargetFailure there is none, or it cannot be written
   */
  Field writable(String attribute) throws TargetFailure, InterruptedException {
    Field field = field(attribute);
    if (!field.createable() && !field.updateable()) {
      throw unusable(attribute, "cannot be written; take it out of the mapping.");
    }
    return field;
  }

  Field field(String attribute) throws TargetFailure, InterruptedException {
    @Nullable Field field = known.get(attribute);
    if (field == null) {
      field = refresh().get(attribute);
    }
    if (field == null) {
      throw unusable(attribute, "is no field of " + object + "; correct the mapping.");
    }
    return field;
  }

  /** Names of fields are the same in any case. */
  Map<String, Field> refresh() throws TargetFailure, InterruptedException {
    Map<String, Field> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Attributes each :
        SalesforceClient.objects(client.get("sobjects/" + object + "/describe"), "fields")) {
      String name = each.text("name").orElse("");
      boolean given =
          each.bool("nillable").orElse(true) || each.bool("defaultedOnCreate").orElse(false);
      boolean createable = each.bool("createable").orElse(false);
      all.put(
          name,
          new Field(
              name,
              type(each.text("type").orElse("")),
              createable && !given,
              createable,
              each.bool("updateable").orElse(false)));
    }
    if (all.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "The org describes no fields of " + object + "; check url.");
    }
    known = all;
    return all;
  }

  List<TargetAttribute> describe(Set<String> given) throws TargetFailure, InterruptedException {
    List<TargetAttribute> attributes = new ArrayList<>();
    for (Field each : refresh().values()) {
      attributes.add(
          new TargetAttribute(
              List.of(each.name()),
              each.type(),
              false,
              each.required() && !given.contains(each.name()),
              each.createable() || each.updateable()));
    }
    return attributes;
  }

  static Value value(Field field, String text) throws TargetFailure {
    try {
      return switch (field.type()) {
        case BOOLEAN -> Value.bool(truth(text));
        case NUMBER -> new Value.Num(new BigDecimal(text.strip()));
        default -> Value.text(text);
      };
    } catch (IllegalArgumentException malformed) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          field.name()
              + ": the value is no "
              + field.type().name().toLowerCase(Locale.ROOT)
              + "; correct the mapping.");
    }
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  static TargetFailure unusable(String attribute, String why) {
    return TargetFailure.of(
        FailureKind.CONFIGURATION, "The target attribute " + attribute + " " + why);
  }

  private static TargetAttribute.Type type(String said) {
    return switch (said) {
      case "boolean" -> TargetAttribute.Type.BOOLEAN;
      case "int", "double", "currency", "percent", "long" -> TargetAttribute.Type.NUMBER;
      case "date", "datetime" -> TargetAttribute.Type.DATE;
      case "base64" -> TargetAttribute.Type.BINARY;
      case "reference", "id" -> TargetAttribute.Type.REFERENCE;
      default -> TargetAttribute.Type.STRING;
    };
  }
}

package io.tessera.connector.google.internal;

import io.tessera.connector.spi.TargetAttribute;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields the customer has defined ({@code schemas.list}). They are asked for when the first is
 * written, and again when one is not known.
 */
final class CustomFields {
  private final DirectoryClient client;
  private final GoogleSettings settings;
  private volatile Map<String, Field> known = Map.of();

  /** A field by its path. */
  record Field(TargetAttribute.Type type, boolean multiValued) {}

  CustomFields(DirectoryClient client, GoogleSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Texts as what the field takes; several are objects with a value each. */
  List<Value> values(String name, FieldPath path, List<String> texts)
      throws TargetFailure, InterruptedException {
    Field field = field(name, path);
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(Desired.value(name, field.type(), text));
    }
    if (!field.multiValued() || values.isEmpty()) {
      return values;
    }
    return List.of(
        Value.many(
            values.stream()
                .map(v -> Value.complex(Attributes.builder().put("value", v).build()))
                .toList()));
  }

  private Field field(String name, FieldPath path) throws TargetFailure, InterruptedException {
    if (!settings.customSchemas()) {
      throw Desired.unusable(name, "is of a custom schema; switch customSchemas on.");
    }
    String sub = String.valueOf(path.sub());
    @Nullable Field field = known.get(sub);
    if (field == null) {
      field = refresh().get(sub);
    }
    if (field == null) {
      throw Desired.unusable(name, "is no field of a custom schema of the directory.");
    }
    return field;
  }

  /** Asks for all of them. */
  Map<String, Field> refresh() throws TargetFailure, InterruptedException {
    String path = "customer/" + DirectoryClient.encode(settings.customer()) + "/schemas";
    Map<String, Field> all = new HashMap<>();
    for (Attributes schema : objects(client.get(path), "schemas")) {
      for (Attributes field : objects(schema, "fields")) {
        all.put(
            schema.text("schemaName").orElse("") + "." + field.text("fieldName").orElse(""),
            new Field(
                type(field.text("fieldType").orElse("")), field.bool("multiValued").orElse(false)));
      }
    }
    known = Map.copyOf(all);
    return known;
  }

  /** For descriptions. */
  List<TargetAttribute> describe() throws TargetFailure, InterruptedException {
    return refresh().entrySet().stream()
        .map(
            each ->
                new TargetAttribute(
                    List.of(FieldPath.CUSTOM + "." + each.getKey()),
                    each.getValue().type(),
                    each.getValue().multiValued(),
                    false,
                    true))
        .toList();
  }

  private static List<Attributes> objects(Attributes document, String name) {
    return document.get(name).orElse(Value.NONE).elements().stream()
        .filter(Value.Complex.class::isInstance)
        .map(each -> ((Value.Complex) each).attributes())
        .toList();
  }

  /** The API's names of types (schema SchemaFieldSpec). */
  private static TargetAttribute.Type type(String named) {
    return switch (named) {
      case "BOOL" -> TargetAttribute.Type.BOOLEAN;
      case "INT64", "DOUBLE" -> TargetAttribute.Type.NUMBER;
      case "DATE" -> TargetAttribute.Type.DATE;
      default -> TargetAttribute.Type.STRING;
    };
  }
}

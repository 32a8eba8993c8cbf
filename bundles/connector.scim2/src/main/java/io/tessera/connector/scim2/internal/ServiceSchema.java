package io.tessera.connector.scim2.internal;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttribute.Type;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the service says of its attributes (RFC 7643 section 7). */
final class ServiceSchema {
  private final ScimClient client;
  private final ScimSettings settings;

  ServiceSchema(ScimClient client, ScimSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  Description describe(ObjectType type) throws TargetFailure, InterruptedException {
    Attributes answer = client.get(settings.users().schemas()).document();
    List<TargetAttribute> attributes = new ArrayList<>();
    objects(answer, "Resources").forEach(schema -> add(attributes, schema, type));
    if (attributes.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, settings.users().schemas() + " names no attributes.");
    }
    attributes.add(new TargetAttribute(List.of("externalId"), Type.STRING, false, false, true));
    return new Description.Known(attributes, false);
  }

  /** Core attributes go by their name alone as well; extensions may be those of either type. */
  private static void add(List<TargetAttribute> all, Attributes schema, ObjectType type) {
    String urn = schema.text("id").orElse("");
    String own = type == ObjectType.USER ? BuiltInSchemas.USER_URN : BuiltInSchemas.GROUP_URN;
    String other = type == ObjectType.USER ? BuiltInSchemas.GROUP_URN : BuiltInSchemas.USER_URN;
    if (urn.equalsIgnoreCase(other) || urn.isEmpty()) {
      return;
    }
    List<String> prefixes = urn.equalsIgnoreCase(own) ? List.of("", urn + ":") : List.of(urn + ":");
    for (Attributes attribute : objects(schema, "attributes").toList()) {
      List<String> names = prefixed(prefixes, attribute.text("name").orElse(""));
      all.add(of(attribute, names, attribute.bool("required").orElse(false), true));
      List<String> below = names.stream().map(name -> name + ".").toList();
      objects(attribute, "subAttributes")
          .map(
              sub ->
                  of(
                      sub,
                      prefixed(below, sub.text("name").orElse("")),
                      false,
                      isWritable(attribute)))
          .forEach(all::add);
    }
  }

  private static List<String> prefixed(List<String> prefixes, String name) {
    return prefixes.stream().map(prefix -> prefix + name).toList();
  }

  private static TargetAttribute of(
      Attributes attribute, List<String> names, boolean required, boolean writable) {
    return new TargetAttribute(
        names,
        type(attribute.text("type").orElse("")),
        attribute.bool("multiValued").orElse(false),
        required,
        writable && isWritable(attribute));
  }

  private static boolean isWritable(Attributes attribute) {
    return !attribute.text("mutability").orElse("readWrite").equalsIgnoreCase("readOnly");
  }

  private static Type type(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "boolean" -> Type.BOOLEAN;
      case "integer", "decimal" -> Type.NUMBER;
      case "datetime" -> Type.DATE;
      case "binary" -> Type.BINARY;
      case "reference" -> Type.REFERENCE;
      default -> Type.STRING;
    };
  }

  private static Stream<Attributes> objects(Attributes document, String name) {
    return document.get(name).orElse(Value.NONE).elements().stream()
        .filter(Value.Complex.class::isInstance)
        .map(value -> ((Value.Complex) value).attributes());
  }
}

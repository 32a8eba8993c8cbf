package io.tessera.connector.scim;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the service says of its attributes (RFC 7643 section 7). */
final class ServiceSchema {
  private static final String LIST = "Schemas";
  private static final String ENDPOINT = "endpoint";
  private static final String EXTERNAL_ID = "externalId";

  /** What every resource has and no target attribute sets. */
  private static final Set<String> OURS = Set.of("id", "meta", "schemas");

  private final ScimClient client;
  private final Endpoint endpoint;
  private final Dialect dialect;

  ServiceSchema(ScimClient client, Endpoint endpoint, Dialect dialect) {
    this.client = client;
    this.endpoint = endpoint;
    this.dialect = dialect;
  }

  Description describe(ObjectType type) throws TargetFailure, InterruptedException {
    Attributes answer = client.get(endpoint.beside(LIST)).document();
    List<TargetAttribute> attributes = new ArrayList<>();
    objects(answer, "Resources").forEach(schema -> add(attributes, schema, type));
    if (attributes.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, endpoint.beside(LIST) + " names no attributes.");
    }
    if (attributes.stream().noneMatch(a -> a.name().equalsIgnoreCase(EXTERNAL_ID))) {
      attributes.add(
          new TargetAttribute(
              List.of(EXTERNAL_ID), TargetAttribute.Type.STRING, false, false, true));
    }
    return new Description.Known(attributes, false);
  }

  /** Core attributes go by their name alone as well; extensions may be those of either type. */
  private void add(List<TargetAttribute> all, Attributes schema, ObjectType type) {
    String urn = schema.text("id").orElse("");
    if (urn.isEmpty() || isOfAnother(schema, urn, type)) {
      return;
    }
    for (Attributes attribute : objects(schema, "attributes").toList()) {
      String name = attribute.text("name").orElse("");
      if (!OURS.contains(name)) {
        List<String> names = prefixed(prefixes(schema, urn, attribute, type), name);
        all.add(of(attribute, names, attribute.bool("required").orElse(false), true));
        addBelow(all, attribute, names);
      }
    }
  }

  private static void addBelow(
      List<TargetAttribute> all, Attributes attribute, List<String> names) {
    List<String> below = names.stream().map(name -> name + ".").toList();
    objects(attribute, "subAttributes")
        .map(
            sub ->
                of(sub, prefixed(below, sub.text("name").orElse("")), false, isWritable(attribute)))
        .forEach(all::add);
  }

  /** Before SCIM 2.0 a schema names the endpoint of its resources. */
  private static boolean isOfAnother(Attributes schema, String urn, ObjectType type) {
    boolean user = type == ObjectType.USER;
    String other = user ? BuiltInSchemas.GROUP_URN : BuiltInSchemas.USER_URN;
    Optional<String> endpoint = schema.text(ENDPOINT);
    return urn.equalsIgnoreCase(other)
        || (endpoint.isPresent() && !endpoint.get().endsWith(user ? "Users" : "Groups"));
  }

  /** Before SCIM 2.0 each attribute names its schema. */
  private List<String> prefixes(
      Attributes schema, String urn, Attributes attribute, ObjectType type) {
    ResourceType resource = type == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
    String core = dialect.schema(resource);
    String whole = schema.text(ENDPOINT).isPresent() ? core : urn;
    String home = attribute.text("schema").orElse(whole);
    return home.equalsIgnoreCase(core) ? List.of("", home + ":") : List.of(home + ":");
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
    return !attribute.text("mutability").orElse("readWrite").equalsIgnoreCase("readOnly")
        && !attribute.bool("readOnly").orElse(false);
  }

  private static TargetAttribute.Type type(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "boolean" -> TargetAttribute.Type.BOOLEAN;
      case "integer", "decimal" -> TargetAttribute.Type.NUMBER;
      case "datetime" -> TargetAttribute.Type.DATE;
      case "binary" -> TargetAttribute.Type.BINARY;
      case "reference" -> TargetAttribute.Type.REFERENCE;
      default -> TargetAttribute.Type.STRING;
    };
  }

  private static Stream<Attributes> objects(Attributes document, String name) {
    return document.get(name).orElse(Value.NONE).elements().stream()
        .filter(Value.Complex.class::isInstance)
        .map(value -> ((Value.Complex) value).attributes());
  }
}

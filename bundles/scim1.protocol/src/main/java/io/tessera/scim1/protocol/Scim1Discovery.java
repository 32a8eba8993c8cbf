package io.tessera.scim1.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import io.tessera.scim.protocol.FilterParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents by which clients of SCIM 1.1 learn what the server does (draft-scim-core-schema-01
 * sections 9 and 10), made from the schemas in force.
 */
public final class Scim1Discovery {
  private static final int TYPICAL_SIZE = 16_384;

  /** Attributes every resource has; no schema lists them. */
  private static final List<String> COMMON = List.of("id", "externalId", "meta");

  /** What SCIM 1.1 does not know. */
  private static final Set<String> LATER = Set.of("$ref", "resourceType");

  /** What schemas can be searched by. */
  private static final ResourceSchema SEARCHABLE =
      new ResourceSchema(
          ResourceType.GROUP,
          new SchemaDefinition(
              Scim1Urns.CORE,
              "Schema",
              "A resource schema",
              List.of(text("id"), text("name"), text("schema"), text("endpoint"))),
          List.of());

  private final List<ResourceSchema> schemas;
  private final String base;

  /**
   * @param base URI of the service without a slash at the end
   */
  public Scim1Discovery(List<ResourceSchema> schemas, String base) {
    this.schemas = List.copyOf(schemas);
    this.base = base;
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.attribute(name, AttributeDefinition.Type.STRING, name).build();
  }

  /**
   * What the server offers.
   *
   * @param maxResults most resources on one page
   * @param maxOperations most operations in a bulk request
   * @param maxPayload largest bulk request, in bytes
   */
  public byte[] serviceProviderConfig(int maxResults, int maxOperations, long maxPayload) {
    return JsonDocument.bytes(
        TYPICAL_SIZE,
        json -> {
          json.writeStartObject();
          JsonDocument.texts(json, "schemas", List.of(Scim1Urns.CORE));
          supported(json, "patch", true);
          json.writeObjectFieldStart("bulk");
          json.writeBooleanField("supported", true);
          json.writeNumberField("maxOperations", maxOperations);
          json.writeNumberField("maxPayloadSize", maxPayload);
          json.writeEndObject();
          json.writeObjectFieldStart("filter");
          json.writeBooleanField("supported", true);
          json.writeNumberField("maxResults", maxResults);
          json.writeEndObject();
          supported(json, "changePassword", true);
          supported(json, "sort", true);
          supported(json, "etag", true);
          supported(json, "xmlDataFormat", false);
          json.writeArrayFieldStart("authenticationSchemes");
          json.writeStartObject();
          json.writeStringField("name", "HTTP Basic");
          json.writeStringField("description", "Name and password of an administrator.");
          json.writeStringField("specUrl", "https://www.rfc-editor.org/info/rfc7617");
          json.writeStringField("type", "httpbasic");
          json.writeBooleanField("primary", true);
          json.writeEndObject();
          json.writeEndArray();
          json.writeObjectFieldStart("meta");
          json.writeStringField("location", base + "/ServiceProviderConfigs");
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void supported(JsonGenerator json, String name, boolean supported)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("supported", supported);
    json.writeEndObject();
  }

  /**
   * The schemas of the types of resources.
   *
   * @param filter over {@code id}, {@code name}, {@code schema} and {@code endpoint}; null for all
   */
  public byte[] schemas(@Nullable String filter) {
    List<ResourceSchema> found =
        filter == null ? schemas : schemas.stream().filter(matching(filter)).toList();
    return JsonDocument.bytes(
        TYPICAL_SIZE,
        json -> {
          json.writeStartObject();
          JsonDocument.texts(json, "schemas", List.of(Scim1Urns.CORE));
          json.writeNumberField("totalResults", found.size());
          json.writeNumberField("itemsPerPage", found.size());
          json.writeNumberField("startIndex", 1);
          json.writeArrayFieldStart("Resources");
          for (ResourceSchema each : found) {
            schema(json, each);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static java.util.function.Predicate<ResourceSchema> matching(String filter) {
    var parsed = new FilterParser(SEARCHABLE).filter(filter);
    FilterMatcher matcher = new FilterMatcher(SEARCHABLE);
    return schema ->
        matcher.matches(
            parsed,
            Attributes.builder()
                .put("id", id(schema))
                .put("name", schema.type().scimName())
                .put("schema", Scim1Urns.CORE)
                .put("endpoint", endpoint(schema))
                .build());
  }

  /**
   * The schema of one type of resource by its URN or name in any case; empty when there is none.
   */
  public Optional<byte[]> schema(String id) {
    return schemas.stream()
        .filter(s -> id(s).equalsIgnoreCase(id) || s.type().scimName().equalsIgnoreCase(id))
        .findFirst()
        .map(s -> JsonDocument.bytes(TYPICAL_SIZE, json -> schema(json, s)));
  }

  private static String id(ResourceSchema schema) {
    return Scim1Urns.CORE + ":" + schema.type().scimName();
  }

  private static String endpoint(ResourceSchema schema) {
    return schema.type() == ResourceType.USER ? "/Users" : "/Groups";
  }

  private void schema(JsonGenerator json, ResourceSchema schema) throws IOException {
    json.writeStartObject();
    JsonDocument.texts(json, "schemas", List.of(Scim1Urns.CORE));
    json.writeStringField("id", id(schema));
    json.writeStringField("name", schema.type().scimName());
    json.writeStringField("description", schema.core().description());
    json.writeStringField("schema", Scim1Urns.CORE);
    json.writeStringField("endpoint", endpoint(schema));
    json.writeArrayFieldStart("attributes");
    for (String common : COMMON) {
      AttributePath path = AttributePath.of(common);
      Optional<AttributeDefinition> definition = schema.definition(path);
      if (definition.isPresent()) {
        attribute(json, path, definition.get());
      }
    }
    for (AttributeDefinition attribute : schema.core().attributes()) {
      attribute(json, AttributePath.of(attribute.name()), attribute);
    }
    for (SchemaDefinition extension : schema.extensions()) {
      for (AttributeDefinition attribute : extension.attributes()) {
        attribute(json, AttributePath.inExtension(extension.urn(), attribute.name()), attribute);
      }
    }
    json.writeEndArray();
    json.writeObjectFieldStart("meta");
    json.writeStringField("location", base + "/Schemas/" + id(schema));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void attribute(
      JsonGenerator json, AttributePath path, AttributeDefinition attribute) throws IOException {
    json.writeStartObject();
    described(json, attribute.name(), attribute);
    if (attribute.multiValued()) {
      json.writeStringField("multiValuedAttributeChildName", singular(attribute.name()));
    }
    json.writeStringField("schema", path.extension().map(Vocabulary::urn).orElse(Scim1Urns.CORE));
    if (attribute.isComplex()) {
      json.writeArrayFieldStart("subAttributes");
      for (AttributeDefinition sub : attribute.subAttributes()) {
        if (!LATER.contains(sub.name())) {
          json.writeStartObject();
          described(json, Vocabulary.shownSub(path, sub.name()), sub);
          if (!sub.canonicalValues().isEmpty()) {
            JsonDocument.texts(json, "canonicalValues", sub.canonicalValues());
          }
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void described(JsonGenerator json, String name, AttributeDefinition attribute)
      throws IOException {
    json.writeStringField("name", name);
    json.writeStringField("type", type(attribute.type()));
    json.writeStringField("description", attribute.description());
    json.writeBooleanField("multiValued", attribute.multiValued());
    json.writeBooleanField("readOnly", attribute.mutability() == Mutability.READ_ONLY);
    json.writeBooleanField("required", attribute.required());
    json.writeBooleanField("caseExact", attribute.caseExact());
  }

  private static String type(AttributeDefinition.Type type) {
    return type == AttributeDefinition.Type.REFERENCE
        ? AttributeDefinition.Type.STRING.scimName()
        : type.scimName();
  }

  /** What one of several is called, as in {@code emails} and {@code email}. */
  private static String singular(String plural) {
    if (plural.endsWith("sses")) {
      return plural.substring(0, plural.length() - 2);
    }
    return plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
  }
}

package io.tessera.scim.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents by which clients learn what the server does (RFC 7644 section 4, RFC 7643 sections
 * 5 to 7), made from the schemas in force.
 */
public final class Discovery {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<ResourceSchema> schemas;
  private final List<Other> others;
  private final String base;
  private final Limits limits;
  private final long maxPayload;

  /**
   * A type of resource that is not kept as users and groups are.
   *
   * @param endpoint e.g. {@code /Roles}
   */
  public record Other(String name, String endpoint, SchemaDefinition schema) {}

  /** Of users and groups alone. */
  public Discovery(List<ResourceSchema> schemas, String base, Limits limits, long maxPayload) {
    this(schemas, List.of(), base, limits, maxPayload);
  }

  /**
   * @param base URI of the service without a slash at the end
   * @param limits the limits in force; those that SCIM has a place for are told
   * @param maxPayload largest body of a bulk request, in bytes
   */
  public Discovery(
      List<ResourceSchema> schemas,
      List<Other> others,
      String base,
      Limits limits,
      long maxPayload) {
    this.schemas = List.copyOf(schemas);
    this.others = List.copyOf(others);
    this.base = base;
    this.limits = limits;
    this.maxPayload = maxPayload;
  }

  /** The ServiceProviderConfig. */
  public byte[] serviceProviderConfig() {
    return document(
        json -> {
          json.writeStartObject();
          texts(json, "schemas", List.of(ScimUrns.SERVICE_PROVIDER_CONFIG));
          supported(json, "patch", true);
          json.writeObjectFieldStart("bulk");
          json.writeBooleanField("supported", true);
          json.writeNumberField("maxOperations", limits.bulkOperations());
          json.writeNumberField("maxPayloadSize", maxPayload);
          json.writeEndObject();
          json.writeObjectFieldStart("filter");
          json.writeBooleanField("supported", true);
          json.writeNumberField("maxResults", limits.pageSize());
          json.writeEndObject();
          supported(json, "changePassword", true);
          supported(json, "sort", true);
          supported(json, "etag", true);
          pagination(json);
          json.writeArrayFieldStart("authenticationSchemes");
          json.writeStartObject();
          json.writeStringField("type", "httpbasic");
          json.writeStringField("name", "HTTP Basic");
          json.writeStringField("description", "An administrator; for /Me a user.");
          json.writeStringField("specUri", "https://www.rfc-editor.org/info/rfc7617");
          json.writeBooleanField("primary", true);
          json.writeEndObject();
          json.writeEndArray();
          meta(json, "ServiceProviderConfig", "/ServiceProviderConfig");
          json.writeEndObject();
        });
  }

  private static void supported(JsonGenerator json, String name, boolean supported)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("supported", supported);
    json.writeEndObject();
  }

  /** RFC 9865 section 4. */
  private void pagination(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("pagination");
    json.writeBooleanField("cursor", true);
    json.writeBooleanField("index", true);
    json.writeStringField("defaultPaginationMethod", "index");
    json.writeNumberField(
        "defaultPageSize", Math.min(SearchRequest.DEFAULT_COUNT, limits.pageSize()));
    json.writeNumberField("maxPageSize", limits.pageSize());
    json.writeEndObject();
  }

  /** All resource types as ListResponse. */
  public byte[] resourceTypes() {
    return list(types(), this::resourceType);
  }

  /** One resource type by its name; empty when there is none. */
  public Optional<byte[]> resourceType(String name) {
    return types().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .map(type -> document(json -> resourceType(json, type)));
  }

  /** How a type of resource is told. */
  private record Type(
      String name, String endpoint, SchemaDefinition core, List<SchemaDefinition> extensions) {}

  private List<Type> types() {
    List<Type> types = new ArrayList<>();
    for (ResourceSchema schema : schemas) {
      types.add(
          new Type(
              schema.type().scimName(),
              schema.type() == ResourceType.USER ? "/Users" : "/Groups",
              schema.core(),
              schema.extensions()));
    }
    others.forEach(o -> types.add(new Type(o.name(), o.endpoint(), o.schema(), List.of())));
    return types;
  }

  private void resourceType(JsonGenerator json, Type schema) throws IOException {
    String name = schema.name();
    json.writeStartObject();
    texts(json, "schemas", List.of(ScimUrns.RESOURCE_TYPE));
    json.writeStringField("id", name);
    json.writeStringField("name", name);
    json.writeStringField("description", schema.core().description());
    json.writeStringField("endpoint", schema.endpoint());
    json.writeStringField("schema", schema.core().urn());
    json.writeArrayFieldStart("schemaExtensions");
    for (SchemaDefinition extension : schema.extensions()) {
      json.writeStartObject();
      json.writeStringField("schema", extension.urn());
      json.writeBooleanField("required", false);
      json.writeEndObject();
    }
    json.writeEndArray();
    meta(json, "ResourceType", "/ResourceTypes/" + name);
    json.writeEndObject();
  }

  /** All schemas as ListResponse. */
  public byte[] schemas() {
    return list(definitions(), this::schema);
  }

  /** One schema by its URN in any case; empty when there is none. */
  public Optional<byte[]> schema(String urn) {
    return definitions().stream()
        .filter(d -> d.urn().equalsIgnoreCase(urn))
        .findFirst()
        .map(d -> document(json -> schema(json, d)));
  }

  private List<SchemaDefinition> definitions() {
    List<SchemaDefinition> definitions = new ArrayList<>();
    for (ResourceSchema schema : schemas) {
      definitions.add(schema.core());
      definitions.addAll(schema.extensions());
    }
    others.forEach(other -> definitions.add(other.schema()));
    return definitions;
  }

  private void schema(JsonGenerator json, SchemaDefinition schema) throws IOException {
    json.writeStartObject();
    texts(json, "schemas", List.of(ScimUrns.SCHEMA));
    json.writeStringField("id", schema.urn());
    json.writeStringField("name", schema.name());
    json.writeStringField("description", schema.description());
    attributes(json, "attributes", schema.attributes());
    meta(json, "Schema", "/Schemas/" + schema.urn());
    json.writeEndObject();
  }

  private static void attributes(
      JsonGenerator json, String name, List<AttributeDefinition> attributes) throws IOException {
    json.writeArrayFieldStart(name);
    for (AttributeDefinition attribute : attributes) {
      attribute(json, attribute);
    }
    json.writeEndArray();
  }

  private static void attribute(JsonGenerator json, AttributeDefinition attribute)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", attribute.name());
    json.writeStringField("type", attribute.type().scimName());
    json.writeBooleanField("multiValued", attribute.multiValued());
    json.writeStringField("description", attribute.description());
    json.writeBooleanField("required", attribute.required());
    if (!attribute.isComplex()) {
      json.writeBooleanField("caseExact", attribute.caseExact());
    }
    json.writeStringField("mutability", attribute.mutability().scimName());
    json.writeStringField("returned", attribute.returned().scimName());
    json.writeStringField("uniqueness", attribute.uniqueness().scimName());
    if (!attribute.canonicalValues().isEmpty()) {
      texts(json, "canonicalValues", attribute.canonicalValues());
    }
    if (!attribute.referenceTypes().isEmpty()) {
      texts(json, "referenceTypes", attribute.referenceTypes());
    }
    if (attribute.isComplex()) {
      attributes(json, "subAttributes", attribute.subAttributes());
    }
    json.writeEndObject();
  }

  private void meta(JsonGenerator json, String type, String path) throws IOException {
    json.writeObjectFieldStart("meta");
    json.writeStringField("resourceType", type);
    json.writeStringField("location", base + path);
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeFieldName(name);
    json.writeArray(texts.toArray(String[]::new), 0, texts.size());
  }

  /** Writes one element of a list. */
  private interface Element<T> {
    void write(JsonGenerator json, T element) throws IOException;
  }

  /** Writes a document. */
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static <T> byte[] list(List<T> elements, Element<T> element) {
    return document(
        json -> {
          json.writeStartObject();
          texts(json, "schemas", List.of(ScimUrns.LIST_RESPONSE));
          json.writeNumberField("totalResults", elements.size());
          json.writeNumberField("startIndex", 1);
          json.writeNumberField("itemsPerPage", elements.size());
          json.writeArrayFieldStart("Resources");
          for (T each : elements) {
            element.write(json, each);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static byte[] document(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      content.write(json);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }
}

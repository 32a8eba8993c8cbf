package io.tessera.scim.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes resources as SCIM JSON, in one pass and without an intermediate tree. Immutable, for use
 * by several threads.
 */
public final class ResourceWriter {
  private static final int TYPICAL_SIZE = 2048;
  private static final SerializedString SCHEMAS = new SerializedString("schemas");
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString EXTERNAL_ID = new SerializedString("externalId");
  private static final SerializedString META = new SerializedString("meta");
  private static final SerializedString REF = new SerializedString("$ref");

  private static final JsonFactory FACTORY = new JsonFactory();

  private final SerializedString coreUrn;
  private final List<String> extensionUrns;

  public ResourceWriter(ResourceSchema schema) {
    this.coreUrn = new SerializedString(schema.core().urn());
    this.extensionUrns = schema.extensions().stream().map(e -> e.urn()).toList();
  }

  /**
   * One resource.
   *
   * @param base URI of the service without a slash at the end, e.g. {@code
   *     https://localhost:9443/scim2}
   * @return UTF-8
   */
  public byte[] write(Resource resource, Projection projection, String base) {
    return document(TYPICAL_SIZE, json -> resource(resource, projection, base, json));
  }

  /**
   * A page of resources as ListResponse (RFC 7644 section 3.4.2, RFC 9865 section 2).
   *
   * @param startIndex null for a page that was asked for by cursor
   */
  public byte[] write(
      Page<Resource> page, @Nullable Integer startIndex, Projection projection, String base) {
    int size = TYPICAL_SIZE * Math.max(1, page.items().size());
    return document(
        size,
        json -> {
          listStart(page, startIndex, json);
          for (Resource resource : page.items()) {
            resource(resource, projection, base, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** A resource of a list that holds several types, with what is shown of it. */
  public record Shown(ResourceWriter writer, Resource resource, Projection projection) {}

  /**
   * Resources of several types as ListResponse.
   *
   * @param page what is shown
   * @param startIndex null for a page that was asked for by cursor
   */
  public static byte[] write(Page<Shown> page, @Nullable Integer startIndex, String base) {
    return document(
        TYPICAL_SIZE * Math.max(1, page.items().size()),
        json -> {
          listStart(page, startIndex, json);
          for (Shown shown : page.items()) {
            shown.writer().resource(shown.resource(), shown.projection(), base, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void listStart(Page<?> page, @Nullable Integer startIndex, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(SCHEMAS);
    json.writeArray(new String[] {ScimUrns.LIST_RESPONSE}, 0, 1);
    if (page.total().isPresent()) {
      json.writeNumberField("totalResults", page.total().getAsLong());
    }
    if (startIndex != null) {
      json.writeNumberField("startIndex", startIndex);
    }
    json.writeNumberField("itemsPerPage", page.items().size());
    if (page.next() != null) {
      json.writeStringField("nextCursor", page.next());
    }
    if (page.previous() != null) {
      json.writeStringField("previousCursor", page.previous());
    }
    json.writeArrayFieldStart("Resources");
  }

  /** The weak entity tag of a version, e.g. {@code W/"3"}. */
  public static String entityTag(Resource resource) {
    return "W/\"" + resource.version() + "\"";
  }

  /** Where a resource lies below a base. */
  public static String location(Resource resource, String base) {
    return location(resource.type(), resource.id(), base);
  }

  /** Where the resource of a type and an id lies below a base. */
  public static String location(ResourceType type, ResourceId id, String base) {
    return base + endpoint(type) + id;
  }

  private static String endpoint(ResourceType type) {
    return type == ResourceType.USER ? "/Users/" : "/Groups/";
  }

  /** Something that writes JSON. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] document(int size, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      content.write(json);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  private void resource(Resource resource, Projection projection, String base, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    schemas(resource.attributes(), json);
    json.writeFieldName(ID);
    json.writeString(resource.id().toString());
    if (resource.externalId() != null && projection.shows("externalId")) {
      json.writeFieldName(EXTERNAL_ID);
      json.writeString(resource.externalId());
    }
    fields(resource.attributes(), projection.all(), base, json);
    Projection.@Nullable Field meta = projection.all().get("meta");
    if (meta != null && meta.parts() != null) {
      meta(resource, meta.parts(), base, json);
    }
    json.writeEndObject();
  }

  private void schemas(Attributes attributes, JsonGenerator json) throws IOException {
    json.writeFieldName(SCHEMAS);
    json.writeStartArray();
    json.writeString(coreUrn);
    for (String urn : extensionUrns) {
      if (attributes.names().contains(urn)) {
        json.writeString(urn);
      }
    }
    json.writeEndArray();
  }

  private static void meta(
      Resource resource, Map<String, Projection.Field> parts, String base, JsonGenerator json)
      throws IOException {
    json.writeFieldName(META);
    json.writeStartObject();
    if (parts.containsKey("resourceType")) {
      json.writeStringField("resourceType", resource.type().scimName());
    }
    if (parts.containsKey("created")) {
      json.writeStringField("created", resource.created().toString());
    }
    if (parts.containsKey("lastModified")) {
      json.writeStringField("lastModified", resource.lastModified().toString());
    }
    if (parts.containsKey("location")) {
      json.writeStringField("location", location(resource, base));
    }
    if (parts.containsKey("version")) {
      json.writeStringField("version", entityTag(resource));
    }
    json.writeEndObject();
  }

  private static void fields(
      Attributes attributes, Map<String, Projection.Field> shown, String base, JsonGenerator json)
      throws IOException {
    for (String name : attributes.names()) {
      Projection.@Nullable Field field = shown.get(name);
      if (field != null) {
        json.writeFieldName(field.name());
        value(attributes.get(name).orElse(Value.NONE), field, base, json);
      }
    }
  }

  private static void value(Value value, Projection.Field field, String base, JsonGenerator json)
      throws IOException {
    if (value instanceof Value.Text text) {
      json.writeString(text.value());
    } else if (value instanceof Value.Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof Value.Num num) {
      json.writeNumber(num.value());
    } else if (value instanceof Value.Complex complex) {
      complex(complex.attributes(), field, base, json);
    } else if (value instanceof Value.Many many) {
      json.writeStartArray();
      for (Value element : many.values()) {
        value(element, field, base, json);
      }
      json.writeEndArray();
    }
  }

  private static void complex(
      Attributes attributes, Projection.Field field, String base, JsonGenerator json)
      throws IOException {
    Map<String, Projection.Field> parts = field.parts() == null ? Map.of() : field.parts();
    json.writeStartObject();
    fields(attributes, parts, base, json);
    if (field.definition() != null
        && parts.containsKey("$ref")
        && !attributes.names().contains("$ref")) {
      String endpoint = referred(field.definition().name(), attributes);
      String id = attributes.text("value").orElse("");
      if (!endpoint.isEmpty() && !id.isEmpty()) {
        json.writeFieldName(REF);
        json.writeString(base + endpoint + id);
      }
    }
    json.writeEndObject();
  }

  /** Which endpoint a reference leads to; empty when that is not known. */
  private static String referred(String attribute, Attributes reference) {
    return switch (attribute) {
      case "groups" -> endpoint(ResourceType.GROUP);
      case "manager" -> endpoint(ResourceType.USER);
      case "members" ->
          switch (reference.text("type").orElse("")) {
            case "User" -> endpoint(ResourceType.USER);
            case "Group" -> endpoint(ResourceType.GROUP);
            default -> "";
          };
      default -> "";
    };
  }
}

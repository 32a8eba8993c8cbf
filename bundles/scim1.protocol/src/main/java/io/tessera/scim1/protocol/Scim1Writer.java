package io.tessera.scim1.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.ResourceWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes resources as JSON of SCIM 1.1, in one pass and without an intermediate tree. Immutable,
 * for use by several threads.
 */
public final class Scim1Writer {
  private static final int TYPICAL_SIZE = 2048;
  private static final SerializedString SCHEMAS = new SerializedString("schemas");
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString EXTERNAL_ID = new SerializedString("externalId");
  private static final SerializedString META = new SerializedString("meta");

  private final List<String> extensions;

  public Scim1Writer(ResourceSchema schema) {
    this.extensions = schema.extensions().stream().map(e -> e.urn()).toList();
  }

  /**
   * One resource.
   *
   * @param base URI of the service without a slash at the end, e.g. {@code
   *     https://localhost:9443/scim/v1}
   * @return UTF-8
   */
  public byte[] write(Resource resource, Scim1Projection projection, String base) {
    return JsonDocument.bytes(TYPICAL_SIZE, json -> resource(resource, projection, base, json));
  }

  /** A page of resources (draft-scim-api-01 section 3.2.2). */
  public byte[] write(
      Page<Resource> page, int startIndex, Scim1Projection projection, String base) {
    int size = TYPICAL_SIZE * Math.max(1, page.items().size());
    return JsonDocument.bytes(
        size,
        json -> {
          json.writeStartObject();
          json.writeFieldName(SCHEMAS);
          json.writeArray(new String[] {Scim1Urns.CORE}, 0, 1);
          if (page.total().isPresent()) {
            json.writeNumberField("totalResults", page.total().getAsLong());
          }
          json.writeNumberField("itemsPerPage", page.items().size());
          json.writeNumberField("startIndex", startIndex);
          json.writeArrayFieldStart("Resources");
          for (Resource resource : page.items()) {
            resource(resource, projection, base, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void resource(
      Resource resource, Scim1Projection projection, String base, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    schemas(resource.attributes(), json);
    json.writeFieldName(ID);
    json.writeString(resource.id().toString());
    if (resource.externalId() != null && projection.shows("externalId")) {
      json.writeFieldName(EXTERNAL_ID);
      json.writeString(resource.externalId());
    }
    fields(resource.attributes(), projection.all(), json);
    Scim1Projection.@Nullable Field meta = projection.all().get("meta");
    if (meta != null && meta.parts() != null) {
      meta(resource, meta.parts(), base, json);
    }
    json.writeEndObject();
  }

  private void schemas(Attributes attributes, JsonGenerator json) throws IOException {
    json.writeFieldName(SCHEMAS);
    json.writeStartArray();
    json.writeString(Scim1Urns.CORE);
    for (String urn : extensions) {
      if (attributes.names().contains(urn)) {
        json.writeString(Vocabulary.urn(urn));
      }
    }
    json.writeEndArray();
  }

  private static void meta(
      Resource resource, Map<String, Scim1Projection.Field> parts, String base, JsonGenerator json)
      throws IOException {
    json.writeFieldName(META);
    json.writeStartObject();
    if (parts.containsKey("created")) {
      json.writeStringField("created", resource.created().toString());
    }
    if (parts.containsKey("lastModified")) {
      json.writeStringField("lastModified", resource.lastModified().toString());
    }
    if (parts.containsKey("location")) {
      json.writeStringField("location", ResourceWriter.location(resource, base));
    }
    if (parts.containsKey("version")) {
      json.writeStringField("version", ResourceWriter.entityTag(resource));
    }
    json.writeEndObject();
  }

  private static void fields(
      Attributes attributes, Map<String, Scim1Projection.Field> shown, JsonGenerator json)
      throws IOException {
    for (String name : attributes.names()) {
      Scim1Projection.@Nullable Field field = shown.get(name);
      if (field != null) {
        json.writeFieldName(field.name());
        value(attributes.get(name).orElse(Value.NONE), field, json);
      }
    }
  }

  private static void value(Value value, Scim1Projection.Field field, JsonGenerator json)
      throws IOException {
    if (value instanceof Value.Text text) {
      json.writeString(text.value());
    } else if (value instanceof Value.Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof Value.Num num) {
      json.writeNumber(num.value());
    } else if (value instanceof Value.Complex complex) {
      json.writeStartObject();
      fields(complex.attributes(), field.parts() == null ? Map.of() : field.parts(), json);
      json.writeEndObject();
    } else if (value instanceof Value.Many many) {
      json.writeStartArray();
      for (Value element : many.values()) {
        value(element, field, json);
      }
      json.writeEndArray();
    }
  }
}

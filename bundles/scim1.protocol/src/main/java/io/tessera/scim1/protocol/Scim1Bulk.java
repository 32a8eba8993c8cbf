package io.tessera.scim1.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.scim.protocol.ScimUrns;
import io.tessera.scim.protocol.bulk.BulkOperation;
import io.tessera.scim.protocol.bulk.BulkOutcome;
import io.tessera.scim.protocol.bulk.BulkReader;
import io.tessera.scim.protocol.bulk.BulkRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bulk requests of SCIM 1.1 (draft-scim-api-01 section 3.5). They differ from those of SCIM 2.0 in
 * their schema and in how the answer tells what came of an operation. Immutable.
 */
public final class Scim1Bulk {
  private static final int TYPICAL_SIZE = 256;

  private final BulkReader reader;

  public Scim1Bulk(BulkReader reader) {
    this.reader = reader;
  }

  /**
   * Reads the body of a bulk request, whatever its {@code schemas}.
   *
   * @throws RejectedException as {@link BulkReader#read}
   */
  public BulkRequest read(Attributes body) {
    Attributes.Builder later = Attributes.builder();
    later.put("schemas", Value.many(List.of(Value.text(ScimUrns.BULK_REQUEST))));
    body.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("schemas")) {
            later.keep(name, value);
          }
        });
    return reader.read(later.build());
  }

  /**
   * The outcome of an operation that was refused.
   *
   * @param location of the resource; null when there is none
   */
  public static BulkOutcome refused(Scim1Error error, @Nullable String location) {
    return new BulkOutcome(
        error.status(), null, location, null, error.description().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The answer, UTF-8.
   *
   * @param outcomes one for each operation of the request, the response of those refused being a
   *     description; null for those that were not tried, which are left out
   */
  public byte[] write(BulkRequest request, List<@Nullable BulkOutcome> outcomes) {
    return JsonDocument.bytes(
        TYPICAL_SIZE * (outcomes.size() + 1),
        json -> {
          json.writeStartObject();
          JsonDocument.texts(json, "schemas", List.of(Scim1Urns.CORE));
          json.writeArrayFieldStart("Operations");
          for (int i = 0; i < outcomes.size(); i++) {
            BulkOutcome outcome = outcomes.get(i);
            if (outcome != null) {
              operation(request.operations().get(i), outcome, json);
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void operation(BulkOperation operation, BulkOutcome outcome, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    optional(json, "location", outcome.location());
    json.writeStringField("method", operation.method());
    optional(json, "bulkId", operation.bulkId());
    optional(json, "version", outcome.version());
    json.writeObjectFieldStart("status");
    json.writeStringField("code", Integer.toString(outcome.status()));
    if (outcome.response() != null) {
      json.writeStringField("description", new String(outcome.response(), StandardCharsets.UTF_8));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }
}

package io.tessera.scim.protocol.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.scim.protocol.ScimUrns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answer to a bulk request (RFC 7644 section 3.7). */
public final class BulkWriter {
  private static final int TYPICAL_SIZE = 256;
  private final JsonFactory factory = new JsonFactory();

  /**
   * The answer, UTF-8.
   *
   * @param outcomes one for each operation of the request; null for those that were not tried,
   *     which are left out
   */
  public byte[] write(BulkRequest request, List<@Nullable BulkOutcome> outcomes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE * (1 + outcomes.size()));
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeFieldName("schemas");
      json.writeArray(new String[] {ScimUrns.BULK_RESPONSE}, 0, 1);
      json.writeArrayFieldStart("Operations");
      for (int i = 0; i < outcomes.size(); i++) {
        BulkOutcome outcome = outcomes.get(i);
        if (outcome != null) {
          operation(request.operations().get(i), outcome, json);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  private static void operation(BulkOperation operation, BulkOutcome outcome, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    text(json, "location", outcome.location());
    text(json, "method", operation.method());
    text(json, "bulkId", operation.bulkId());
    text(json, "version", outcome.version());
    json.writeStringField("status", Integer.toString(outcome.status()));
    if (outcome.response() != null) {
      json.writeFieldName("response");
      json.writeRawValue(new String(outcome.response(), StandardCharsets.UTF_8));
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}

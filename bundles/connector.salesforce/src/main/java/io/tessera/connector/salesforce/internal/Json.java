package io.tessera.connector.salesforce.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes what the REST API takes: there, {@code null} clears a field and what is not mentioned
 * stays, so that {@link Value#NONE} is written as null.
 */
final class Json {
  private final JsonFactory factory = new JsonFactory();

  byte[] write(Attributes document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(out)) {
      object(document, generator);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  private static void object(Attributes document, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (String name : document.names()) {
      out.writeFieldName(name);
      value(document.get(name).orElse(Value.NONE), out);
    }
    out.writeEndObject();
  }

  private static void value(Value value, JsonGenerator out) throws IOException {
    if (value.isNone()) {
      out.writeNull();
    } else if (value instanceof Value.Text text) {
      out.writeString(text.value());
    } else if (value instanceof Value.Bool bool) {
      out.writeBoolean(bool.value());
    } else if (value instanceof Value.Num num) {
      out.writeNumber(num.value());
    } else if (value instanceof Value.Complex complex) {
      object(complex.attributes(), out);
    } else if (value instanceof Value.Many many) {
      out.writeStartArray();
      for (Value each : many.values()) {
        value(each, out);
      }
      out.writeEndArray();
    }
  }
}

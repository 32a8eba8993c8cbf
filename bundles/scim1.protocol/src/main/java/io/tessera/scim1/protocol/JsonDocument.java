package io.tessera.scim1.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Something that writes one JSON document. */
interface JsonDocument {
  JsonFactory JSON = new JsonFactory();

  void write(JsonGenerator json) throws IOException;

  /**
   * The document as UTF-8.
   *
   * @param size about how many bytes
   */
  static byte[] bytes(int size, JsonDocument document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      document.write(json);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
    json.writeFieldName(name);
    json.writeArray(texts.toArray(String[]::new), 0, texts.size());
  }
}

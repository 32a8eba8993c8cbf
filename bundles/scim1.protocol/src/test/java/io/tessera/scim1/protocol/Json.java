package io.tessera.scim1.protocol;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import java.nio.charset.StandardCharsets;

/** Attributes from JSON with single quotes, and back. */
final class Json {
  private static final AttributesJson JSON = new AttributesJson();

  private Json() {}

  static Attributes read(String text) {
    return JSON.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static String write(Attributes attributes) {
    return new String(JSON.write(attributes), StandardCharsets.UTF_8).replace('"', '\'');
  }
}

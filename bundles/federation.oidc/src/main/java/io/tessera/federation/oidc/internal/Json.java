package io.tessera.federation.oidc.internal;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects of others: not deep, and no name twice, so that all who read one read the same. */
final class Json {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 32 * 1024;
  private static final AttributesJson READER = new AttributesJson(MAX_DEPTH, MAX_TEXT);

  private Json() {}

  /**
   * @throws ParseException it is no such object; says why, without the text
   */
  static Attributes read(byte[] text) throws ParseException {
    try {
      return READER.read(text);
    } catch (JsonFormatException malformed) {
      throw new ParseException(malformed.getMessage(), 0);
    }
  }

  /**
   * @throws ParseException it is no such object; says why, without the text
   */
  static Attributes read(String text) throws ParseException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A list of texts, or one alone; empty when it is absent, or anything else. */
  static Optional<List<String>> texts(Attributes object, String name) {
    List<String> texts = new ArrayList<>();
    for (Value value : object.get(name).map(Value::elements).orElse(List.of())) {
      if (!(value instanceof Value.Text text)) {
        return Optional.empty();
      }
      texts.add(text.value());
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(texts));
  }
}

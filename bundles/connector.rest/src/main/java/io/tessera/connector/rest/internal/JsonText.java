package io.tessera.connector.rest.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON, bounded in depth and in the length of texts and numbers. */
final class JsonText {
  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NUMBER = 64;
  private static final int MOST_DIGITS = 128;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonText() {}

  /** A text is not the JSON it should be; says where, and nothing of what it holds. */
  static final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    FormatException(String message, int position) {
      super(message, null, false, false);
      this.position = position;
    }

    /** Of the first character that is wrong, from 1; 0 where that is not known. */
    int position() {
      return position;
    }
  }

  /** Reads one value and expects nothing behind it. */
  static Json read(byte[] text) throws FormatException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new FormatException("there is text behind the end of the JSON", position(parser));
      }
      return value;
    } catch (JsonProcessingException broken) {
      long column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNr();
      throw new FormatException("is no JSON", (int) column);
    } catch (IOException notText) {
      throw new FormatException("is no JSON in UTF-8", 0);
    }
  }

  private static int position(JsonParser parser) {
    return parser.currentTokenLocation().getColumnNr();
  }

  private static Json value(JsonParser parser) throws IOException, FormatException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new FormatException("is no JSON", 1);
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      default -> Json.NULL;
    };
  }

  private static Json number(JsonParser parser) throws IOException, FormatException {
    try {
      BigDecimal number = parser.getDecimalValue();
      // A few bytes must not become gigabytes of digits.
      if (Math.abs((long) number.scale()) <= MOST_DIGITS) {
        return new Json.Num(number);
      }
    } catch (NumberFormatException tooLarge) {
      throw new FormatException("has a number out of range", position(parser));
    }
    throw new FormatException("has a number out of range", position(parser));
  }

  private static Json.Members members(JsonParser parser) throws IOException, FormatException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new Json.Members(members);
  }

  private static Json.Array array(JsonParser parser) throws IOException, FormatException {
    List<Json> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return new Json.Array(values);
  }

  /** The compact form, UTF-8. */
  static byte[] write(Json value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(value, generator);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  private static void write(Json value, JsonGenerator generator) throws IOException {
    if (value instanceof Json.Members members) {
      generator.writeStartObject();
      for (Map.Entry<String, Json> each : members.values().entrySet()) {
        generator.writeFieldName(each.getKey());
        write(each.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof Json.Array array) {
      generator.writeStartArray();
      for (Json each : array.values()) {
        write(each, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Json.Text text) {
      generator.writeString(text.value());
    } else if (value instanceof Json.Num number) {
      generator.writeNumber(number.value());
    } else if (value instanceof Json.Bool bool) {
      generator.writeBoolean(bool.value());
    } else {
      generator.writeNull();
    }
  }
}

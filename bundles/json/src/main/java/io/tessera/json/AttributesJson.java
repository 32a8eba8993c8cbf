package io.tessera.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.ReaderBasedJsonParser;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@link Attributes} as JSON objects. Bounded in depth, in the length of texts,
 * names and numbers; a name that occurs twice is refused. Safe for use by several threads.
 */
public final class AttributesJson {
  /** Deepest nesting that is read unless something else is asked for. */
  public static final int MAX_DEPTH = 64;

  /** Longest text that is read unless something else is asked for, in characters. */
  public static final int MAX_TEXT = 256 * 1024;

  /** Documents are read by recursion; this much fits on every thread's stack. */
  private static final int DEEPEST = 500;

  private static final int MAX_NUMBER = 64;
  private static final int MAX_NAME = 1024;

  /** Far more than any attribute needs; a few bytes must not become gigabytes of digits. */
  private static final int MAX_SCALE = 128;

  private static final int TYPICAL_SIZE = 2048;

  private final JsonFactory factory;

  /** Reads up to {@link #MAX_DEPTH} and {@link #MAX_TEXT}. */
  public AttributesJson() {
    this(MAX_DEPTH, MAX_TEXT);
  }

  /**
   * @param maxDepth deepest nesting that is read, 1 to 500
   * @param maxText longest text that is read, in characters
   * @throws IllegalArgumentException a limit cannot be kept
   */
  public AttributesJson(int maxDepth, int maxText) {
    if (maxDepth < 1 || maxDepth > DEEPEST || maxText < 1) {
      throw new IllegalArgumentException(
          "maxDepth must be from 1 to " + DEEPEST + ", maxText at least 1");
    }
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxStringLength(maxText)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** Reads one object that we wrote ourselves. */
  public Attributes read(byte[] json) {
    try (JsonParser parser = factory.createParser(json)) {
      return document(parser);
    } catch (JsonProcessingException broken) {
      throw new JsonFormatException(describe(broken), broken);
    } catch (CharConversionException noText) {
      throw noText(noText);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  /**
   * Reads one object and expects nothing behind it.
   *
   * @throws JsonFormatException the text is no JSON object, or larger or deeper than allowed
   * @throws IOException the stream broke
   */
  public Attributes read(InputStream json) throws IOException {
    try (JsonParser parser = factory.createParser(json)) {
      return document(parser);
    } catch (JsonProcessingException broken) {
      throw new JsonFormatException(describe(broken), broken);
    } catch (CharConversionException noText) {
      throw noText(noText);
    }
  }

  private static JsonFormatException noText(CharConversionException broken) {
    return new JsonFormatException("The JSON is not written in UTF-8.", broken);
  }

  /** The compact form, UTF-8. */
  public byte[] write(Attributes attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
    try {
      write(attributes, out);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }

  /** Writes the compact form, UTF-8, and leaves the stream open. */
  public void write(Attributes attributes, OutputStream out) throws IOException {
    try (JsonGenerator generator = factory.createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      object(attributes, generator);
    }
  }

  /** Writes one object into a larger document. */
  public void write(Attributes attributes, JsonGenerator generator) throws IOException {
    object(attributes, generator);
  }

  /** RFC 8259 section 8.1; what looks into bodies before us expects nothing else either. */
  private static void requireUtf8(JsonParser parser) {
    if (parser instanceof ReaderBasedJsonParser) {
      throw new JsonFormatException("The JSON is not written in UTF-8.", null);
    }
  }

  private static Attributes document(JsonParser parser) throws IOException {
    requireUtf8(parser);
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonFormatException("A JSON object is expected.", null);
    }
    Attributes result = readObject(parser);
    if (parser.nextToken() != null) {
      throw new JsonFormatException("There is text behind the end of the JSON object.", null);
    }
    return result;
  }

  private static Attributes readObject(JsonParser parser) throws IOException {
    Attributes.Builder builder = Attributes.builder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      builder.keep(name, readValue(parser));
    }
    return builder.build();
  }

  private static Value readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Value.complex(readObject(parser));
      case START_ARRAY -> Value.many(readArray(parser));
      case VALUE_STRING -> Value.text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
      case VALUE_TRUE -> Value.bool(true);
      case VALUE_FALSE -> Value.bool(false);
      default -> Value.NONE;
    };
  }

  private static Value readNumber(JsonParser parser) throws IOException {
    try {
      BigDecimal number = parser.getDecimalValue();
      if (Math.abs((long) number.scale()) <= MAX_SCALE) {
        return new Value.Num(number);
      }
    } catch (NumberFormatException exponentBeyondAnInt) {
      throw outOfRange(parser, exponentBeyondAnInt);
    }
    throw outOfRange(parser, null);
  }

  private static JsonFormatException outOfRange(JsonParser parser, @Nullable Throwable cause) {
    return new JsonFormatException(
        "The JSON has a number with more than "
            + MAX_SCALE
            + " digits before or behind the point"
            + place(parser.currentTokenLocation())
            + ".",
        cause);
  }

  private static List<Value> readArray(JsonParser parser) throws IOException {
    List<Value> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Value value = readValue(parser);
      if (!value.isNone()) {
        values.add(value);
      }
    }
    return values;
  }

  private static void object(Attributes attributes, JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    for (String name : attributes.names()) {
      generator.writeFieldName(name);
      value(attributes.get(name).orElse(Value.NONE), generator);
    }
    generator.writeEndObject();
  }

  private static void value(Value value, JsonGenerator generator) throws IOException {
    if (value instanceof Value.Text text) {
      generator.writeString(text.value());
    } else if (value instanceof Value.Bool bool) {
      generator.writeBoolean(bool.value());
    } else if (value instanceof Value.Num num) {
      generator.writeNumber(num.value());
    } else if (value instanceof Value.Complex complex) {
      object(complex.attributes(), generator);
    } else if (value instanceof Value.Many many) {
      generator.writeStartArray();
      for (Value element : many.values()) {
        value(element, generator);
      }
      generator.writeEndArray();
    }
  }

  /** Says where and what, without echoing the document. */
  private static String describe(JsonProcessingException broken) {
    String place = place(broken.getLocation());
    if (broken instanceof StreamConstraintsException) {
      return "The JSON is larger or deeper than allowed" + place + ".";
    }
    if (broken.getOriginalMessage().startsWith("Duplicate field")) {
      return "The JSON has the same name twice in one object" + place + ".";
    }
    return "The JSON cannot be read" + place + ".";
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}

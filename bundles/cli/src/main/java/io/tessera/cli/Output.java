package io.tessera.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;

/** What the command prints: results on standard output, all else on standard error. */
final class Output {
  static final Option JSON = Option.flag("--json", "print JSON instead of tables");

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;

  Output(Terminal terminal, boolean json) {
    this.out = terminal.out();
    this.err = terminal.err();
    this.json = json;
  }

  boolean isJson() {
    return json;
  }

  /** A result that is text already. */
  void line(String text) {
    out.println(Table.printable(text));
  }

  /** Text with line breaks of our own making. */
  void raw(String text) {
    out.print(text);
    out.flush();
  }

  /** Something worth knowing that is no result. */
  void note(String text) {
    err.println(Table.printable(text));
  }

  /** Several things: a table with these columns, or a JSON array. */
  void list(List<Attributes> items, String... columns) throws IOException {
    if (json) {
      raw(array(items));
    } else {
      raw(Table.of(items, columns));
    }
  }

  /** One thing: its fields, or a JSON object. */
  void one(Attributes item) throws IOException {
    if (json) {
      StringWriter text = new StringWriter();
      try (JsonGenerator generator = generator(text)) {
        new AttributesJson().write(item, generator);
      }
      raw(text + "\n");
    } else {
      raw(Table.fields(item));
    }
  }

  static String array(List<Attributes> items) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = generator(text)) {
      generator.writeStartArray();
      for (Attributes item : items) {
        new AttributesJson().write(item, generator);
      }
      generator.writeEndArray();
    }
    return text + "\n";
  }

  private static JsonGenerator generator(StringWriter text) throws IOException {
    return new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter());
  }
}

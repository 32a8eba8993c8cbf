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
import java.util.Locale;

/** What the command prints: results on standard output, all else on standard error. */
final class Output {
  /** In which form results are printed. */
  enum Format {
    TABLE,
    JSON,
    CSV;

    private static Format of(Arguments arguments) throws CommandException {
      String asked = arguments.value(FORMAT.name()).orElse("");
      if (arguments.has(JSON_FLAG.name())) {
        if (!asked.isEmpty() && !asked.equals("json")) {
          throw CommandException.usage("--json and -o " + asked + " contradict each other.");
        }
        return JSON;
      }
      return switch (asked) {
        case "", "table" -> TABLE;
        case "json" -> JSON;
        case "csv" -> CSV;
        default -> throw CommandException.usage("-o takes table, json or csv, not " + asked + ".");
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Option FORMAT =
      Option.valued("-o", "FORMAT", "table, json or csv; without it table");
  private static final Option JSON_FLAG = Option.flag("--json", "the same as -o json");
  private static final Option NO_COLOR =
      Option.flag("--no-color", "no colours; NO_COLOR; there are none but at a terminal");

  static final List<Option> OPTIONS = List.of(FORMAT, JSON_FLAG, NO_COLOR);

  private final PrintStream out;
  private final PrintStream err;
  private final Format format;
  private final Paint paint;

  Output(Terminal terminal, Arguments arguments) throws CommandException {
    this.out = terminal.out();
    this.err = terminal.err();
    this.format = Format.of(arguments);
    boolean plain = arguments.has(NO_COLOR.name()) || terminal.variable("NO_COLOR").isPresent();
    this.paint = plain || !terminal.screen().out() ? Paint.NONE : Paint.ANSI;
  }

  /** Whether a program reads what is printed, and wants all of it. */
  boolean isJson() {
    return format == Format.JSON;
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

  /** Several things: a table with these columns, or a JSON array with all there is. */
  void list(List<Attributes> items, String... columns) throws IOException {
    raw(
        switch (format) {
          case TABLE -> Table.of(items, paint, columns);
          case JSON -> array(items);
          case CSV -> Csv.of(items, columns);
        });
  }

  /** One thing: its fields, or a JSON object. */
  void one(Attributes item) throws IOException {
    raw(
        switch (format) {
          case TABLE -> Table.fields(item);
          case JSON -> object(item);
          case CSV -> Csv.of(item);
        });
  }

  private static String object(Attributes item) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = generator(text)) {
      new AttributesJson().write(item, generator);
    }
    return text + "\n";
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

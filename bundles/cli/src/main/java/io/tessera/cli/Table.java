package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays texts out for reading. */
final class Table {
  private static final String GAP = "  ";

  private Table() {}

  /** Rows under a heading; the columns are names of fields. */
  static String of(List<Attributes> items, Paint paint, String... columns) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(columns).stream().map(Table::heading).toList());
    for (Attributes item : items) {
      rows.add(List.of(columns).stream().map(column -> cell(item, column)).toList());
    }
    return layOut(rows, paint);
  }

  /** One field per line; nested ones are indented. */
  static String fields(Attributes item) {
    StringBuilder text = new StringBuilder();
    fields(item, "", text);
    return text.toString();
  }

  /** Without characters that would steer the terminal: names come from outside. */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** How a value is shown: texts as they are, lists with commas. */
  static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    } else if (value instanceof Value.Bool bool) {
      return String.valueOf(bool.value());
    } else if (value instanceof Value.Num num) {
      return num.value().toPlainString();
    } else if (value instanceof Value.Complex complex) {
      return complex.attributes().names().stream()
          .map(name -> name + "=" + cell(complex.attributes(), name))
          .collect(Collectors.joining(" "));
    }
    return value.elements().stream().map(Table::text).collect(Collectors.joining(", "));
  }

  /** A field, or one of a nested object: {@code account.state}. */
  static String cell(Attributes item, String name) {
    int dot = name.indexOf('.');
    if (dot > 0 && item.get(name).isEmpty()) {
      return cell(item.complex(name.substring(0, dot)), name.substring(dot + 1));
    }
    return item.get(name).map(Table::text).orElse("");
  }

  private static void fields(Attributes item, String indent, StringBuilder text) {
    int width = item.names().stream().mapToInt(String::length).max().orElse(0);
    item.forEach(
        (name, value) -> {
          if (isNested(value)) {
            text.append(indent).append(name).append('\n');
            nested(value, indent + GAP, text);
          } else {
            text.append(
                (indent + pad(name, width) + GAP + printable(text(value))).stripTrailing() + "\n");
          }
        });
  }

  /** An object by its fields, a list of objects as a table. */
  private static void nested(Value value, String indent, StringBuilder text) {
    List<Attributes> items =
        value.elements().stream()
            .flatMap(e -> e instanceof Value.Complex c ? Stream.of(c.attributes()) : Stream.empty())
            .toList();
    if (value instanceof Value.Complex) {
      items.forEach(item -> fields(item, indent, text));
      return;
    }
    String[] columns =
        items.stream().flatMap(item -> item.names().stream()).distinct().toArray(String[]::new);
    of(items, Paint.NONE, columns)
        .lines()
        .forEach(line -> text.append(indent).append(line).append('\n'));
  }

  private static boolean isNested(Value value) {
    return value.elements().stream().anyMatch(Value.Complex.class::isInstance);
  }

  private static String layOut(List<List<String>> rows, Paint paint) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String padded = pad(printable(row.get(column)), column == columns - 1 ? 0 : widths[column]);
        line.append(
                rows.get(0) == row ? paint.heading(padded) : paint.word(row.get(column), padded))
            .append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** {@code targetName} becomes {@code TARGET NAME}; {@code identity.name} is the identity. */
  private static String heading(String column) {
    return column
        .replaceAll("\\.name$", "")
        .replace('.', ' ')
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .toUpperCase(Locale.ROOT);
  }
}

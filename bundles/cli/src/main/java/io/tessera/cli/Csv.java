package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables for programs, RFC 4180: names of fields in the first row, values as they are. */
final class Csv {
  private static final String LINE_END = "\r\n";

  private Csv() {}

  static String of(List<Attributes> items, String... columns) {
    StringBuilder text = new StringBuilder(row(List.of(columns)));
    for (Attributes item : items) {
      text.append(row(List.of(columns).stream().map(name -> Table.cell(item, name)).toList()));
    }
    return text.toString();
  }

  /** One row with all that is in a thing; a field of a nested object is {@code object.field}. */
  static String of(Attributes item) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    flatten("", item, names, values);
    return row(names) + row(values);
  }

  private static void flatten(
      String prefix, Attributes item, List<String> names, List<String> values) {
    item.forEach(
        (name, value) -> {
          if (value instanceof Value.Complex complex) {
            flatten(prefix + name + ".", complex.attributes(), names, values);
          } else {
            names.add(prefix + name);
            values.add(Table.text(value));
          }
        });
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

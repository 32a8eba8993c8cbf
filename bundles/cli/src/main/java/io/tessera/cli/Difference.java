package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One value that is not as a file wants it.
 *
 * @param path {@code policyMap.user[3].expression}
 * @param present as the server has it; empty when it has none
 * @param wanted as the file wants it; empty when it does not
 */
record Difference(String path, String present, String wanted) {
  /** A secret: neither value is for the screen. */
  static Difference secret(String path) {
    return new Difference(path, "", "(a secret)");
  }

  /** Where two values differ, as deep as both have the same form. */
  static List<Difference> between(String path, Value present, Value wanted) {
    List<Difference> found = new ArrayList<>();
    collect(path, present, wanted, found);
    return found;
  }

  private static void collect(String path, Value present, Value wanted, List<Difference> found) {
    if (present instanceof Value.Complex before && wanted instanceof Value.Complex after) {
      Set<String> names = new TreeSet<>(before.attributes().names());
      names.addAll(after.attributes().names());
      names.forEach(
          name ->
              collect(
                  path + "." + name,
                  before.attributes().get(name).orElse(Value.NONE),
                  after.attributes().get(name).orElse(Value.NONE),
                  found));
    } else if (isList(present) && isList(wanted) && (hasObjects(present) || hasObjects(wanted))) {
      List<Value> before = present.elements();
      List<Value> after = wanted.elements();
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        collect(path + "[" + i + "]", at(before, i), at(after, i), found);
      }
    } else if (!text(present).equals(text(wanted))) {
      found.add(new Difference(path, text(present), text(wanted)));
    }
  }

  private static boolean isList(Value value) {
    return value instanceof Value.Many || value.isNone();
  }

  private static boolean hasObjects(Value value) {
    return value.elements().stream().anyMatch(Value.Complex.class::isInstance);
  }

  private static Value at(List<Value> values, int index) {
    return index < values.size() ? values.get(index) : Value.NONE;
  }

  private static String text(Value value) {
    if (value instanceof Value.Complex complex) {
      Attributes attributes = complex.attributes();
      return attributes.names().stream()
          .map(name -> name + ": " + text(attributes.get(name).orElse(Value.NONE)))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof Value.Many many) {
      return many.values().isEmpty()
          ? ""
          : many.values().stream()
              .map(Difference::text)
              .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Value.Num number) {
      return number.value().stripTrailingZeros().toPlainString();
    }
    return value instanceof Value.Text text
        ? "\"" + text.value().replace("\n", "\\n") + "\""
        : Table.text(value);
  }

  /** Two lines at most, marked as is usual for differences. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!present.isEmpty()) {
      lines.add("  - " + path + ": " + present);
    }
    if (!wanted.isEmpty()) {
      lines.add("  + " + path + ": " + wanted);
    }
    return lines;
  }

  Attributes json() {
    return Attributes.builder()
        .put("path", path)
        .put("present", present)
        .put("wanted", wanted)
        .build();
  }
}

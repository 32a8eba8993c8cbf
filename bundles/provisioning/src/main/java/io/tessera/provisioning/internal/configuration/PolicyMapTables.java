package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of a policy map as they are stored: keys may be any text, names of fields not. */
final class PolicyMapTables {
  private PolicyMapTables() {}

  static Value document(Map<String, Map<String, String>> tables) {
    return Value.many(
        new TreeMap<>(tables)
            .entrySet().stream()
                .map(
                    table ->
                        Value.complex(
                            Attributes.builder()
                                .put("name", table.getKey())
                                .put("rows", rows(table.getValue()))
                                .build()))
                .toList());
  }

  private static Value rows(Map<String, String> rows) {
    return Value.many(
        new TreeMap<>(rows)
            .entrySet().stream()
                .map(
                    row ->
                        Value.complex(
                            Attributes.builder()
                                .put("key", row.getKey())
                                .put("value", row.getValue())
                                .build()))
                .toList());
  }

  static Map<String, Map<String, String>> read(Attributes map) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    objects(map, "tables")
        .forEach(
            table -> {
              Map<String, String> rows = new LinkedHashMap<>();
              objects(table, "rows")
                  .forEach(
                      row -> rows.put(row.text("key").orElse(""), row.text("value").orElse("")));
              tables.put(table.text("name").orElse(""), rows);
            });
    return tables;
  }

  private static Stream<Attributes> objects(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(value -> value.elements().stream())
        .filter(Value.Complex.class::isInstance)
        .map(value -> ((Value.Complex) value).attributes());
  }
}

package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a policy map as they are stored: keys may be any text, names of fields not. */
final class PolicyMapTables {
  private PolicyMapTables() {}

  static Value document(Map<String, Map<String, String>> tables) {
    return StoredLists.ofObjects(
        new TreeMap<>(tables).entrySet().stream().map(PolicyMapTables::table).toList());
  }

  private static Attributes table(Map.Entry<String, Map<String, String>> table) {
    return Attributes.builder()
        .put("name", table.getKey())
        .put(
            "rows",
            StoredLists.ofObjects(
                new TreeMap<>(table.getValue())
                    .entrySet().stream().map(PolicyMapTables::row).toList()))
        .build();
  }

  private static Attributes row(Map.Entry<String, String> row) {
    return Attributes.builder().put("key", row.getKey()).put("value", row.getValue()).build();
  }

  static Map<String, Map<String, String>> read(Attributes map) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    StoredLists.objects(map, "tables")
        .forEach(
            table -> {
              Map<String, String> rows = new LinkedHashMap<>();
              StoredLists.objects(table, "rows")
                  .forEach(
                      row -> rows.put(row.text("key").orElse(""), row.text("value").orElse("")));
              tables.put(table.text("name").orElse(""), rows);
            });
    return tables;
  }
}

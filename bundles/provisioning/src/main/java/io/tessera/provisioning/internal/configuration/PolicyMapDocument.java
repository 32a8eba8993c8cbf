package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.List;
import java.util.stream.Collectors;

/** Policy maps as they are stored in the document of their target. */
final class PolicyMapDocument {
  private PolicyMapDocument() {}

  static Attributes of(PolicyMap map) {
    Attributes.Builder document = Attributes.builder();
    for (ResourceType type : ResourceType.values()) {
      List<Attributes> rows = map.rows(type).stream().map(r -> row(r)).toList();
      document.put(key(type), StoredLists.ofObjects(rows));
    }
    return document
        .put("tables", PolicyMapTables.document(map.tables()))
        .put("tests", PolicyMapTests.document(map.tests()))
        .build();
  }

  static PolicyMap read(Attributes document) {
    return new PolicyMap(
        rows(document, ResourceType.USER),
        rows(document, ResourceType.GROUP),
        PolicyMapTables.read(document),
        PolicyMapTests.read(document));
  }

  private static String key(ResourceType type) {
    return type == ResourceType.USER ? "user" : "group";
  }

  private static Attributes row(Row row) {
    Attributes.Builder document =
        Attributes.builder()
            .put("attribute", row.attribute())
            .put("from", StoredLists.of(row.from()))
            .put("constant", StoredLists.of(row.constant()))
            .put("otherwise", StoredLists.of(row.otherwise()))
            .put("on", StoredLists.of(row.on().stream().map(Enum::name).sorted().toList()));
    if (!row.expression().isEmpty()) {
      document.put("expression", row.expression());
    }
    if (!row.condition().isEmpty()) {
      document.put("condition", row.condition());
    }
    if (row.generate() != null) {
      document.put("generate", GenerationDocument.of(row.generate()));
    }
    return document.build();
  }

  private static List<Row> rows(Attributes document, ResourceType type) {
    return StoredLists.objects(document, key(type)).stream().map(d -> row(d)).toList();
  }

  private static Row row(Attributes document) {
    return new Row(
        document.text("attribute").orElse(""),
        StoredLists.texts(document, "from"),
        document.text("expression").orElse(""),
        StoredLists.texts(document, "constant"),
        StoredLists.texts(document, "otherwise"),
        document.text("condition").orElse(""),
        StoredLists.texts(document, "on").stream()
            .map(PolicyMap.Event::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        GenerationDocument.read(document));
  }
}

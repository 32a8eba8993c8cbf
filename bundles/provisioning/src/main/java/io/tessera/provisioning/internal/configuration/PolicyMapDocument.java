package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Handling;
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
    if (!row.handling().equals(Handling.DEFAULT)) {
      document.put("handling", Value.complex(handling(row.handling())));
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
        GenerationDocument.read(document),
        handling(document.complex("handling")));
  }

  private static Attributes handling(Handling handling) {
    return Attributes.builder()
        .put("strength", handling.strength().name())
        .put("type", handling.type().name())
        .put("key", handling.key())
        .put("case", handling.letterCase().name())
        .put("merge", handling.merge().name())
        .build();
  }

  private static Handling handling(Attributes document) {
    return document.isEmpty()
        ? Handling.DEFAULT
        : new Handling(
            PolicyMap.Strength.valueOf(document.text("strength").orElseThrow()),
            PolicyMap.ValueType.valueOf(document.text("type").orElseThrow()),
            document.bool("key").orElseThrow(),
            PolicyMap.LetterCase.valueOf(document.text("case").orElseThrow()),
            PolicyMap.Merge.valueOf(document.text("merge").orElseThrow()));
  }
}

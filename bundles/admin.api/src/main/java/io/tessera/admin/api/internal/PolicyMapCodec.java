package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.api.admin.PolicyMap.Generation;
import io.tessera.provisioning.api.admin.PolicyMap.Handling;
import io.tessera.provisioning.api.admin.PolicyMap.LetterCase;
import io.tessera.provisioning.api.admin.PolicyMap.Merge;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import io.tessera.provisioning.api.admin.PolicyMap.Strength;
import io.tessera.provisioning.api.admin.PolicyMap.ValueType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policy maps as JSON. What is empty is left out. */
final class PolicyMapCodec {
  private static final int FIRST_NUMBER = 2;
  private static final int LAST_NUMBER = 999;

  private PolicyMapCodec() {}

  static Attributes json(PolicyMap map) {
    JsonObject json =
        new JsonObject()
            .objects("user", map.user().stream().map(PolicyMapCodec::json).toList())
            .objects("group", map.group().stream().map(PolicyMapCodec::json).toList());
    if (!map.tables().isEmpty()) {
      json.object("tables", tables(map.tables()));
    }
    if (!map.tests().isEmpty()) {
      json.objects("tests", map.tests().stream().map(PolicyMapCodec::json).toList());
    }
    return json.build();
  }

  private static Attributes json(Row row) {
    JsonObject json = new JsonObject().text("attribute", row.attribute());
    texts(json, "from", row.from());
    json.text("expression", present(row.expression()));
    texts(json, "constant", row.constant());
    texts(json, "otherwise", row.otherwise());
    json.text("condition", present(row.condition()));
    texts(json, "on", words(row.on()));
    if (row.generate() != null) {
      json.object("generate", json(row.generate()));
    }
    handling(json, row.handling());
    return json.build();
  }

  private static void handling(JsonObject json, Handling handling) {
    word(json, "strength", handling.strength(), Handling.DEFAULT.strength());
    word(json, "type", handling.type(), Handling.DEFAULT.type());
    if (handling.key()) {
      json.flag("key", true);
    }
    word(json, "case", handling.letterCase(), Handling.DEFAULT.letterCase());
    word(json, "merge", handling.merge(), Handling.DEFAULT.merge());
  }

  private static void word(JsonObject json, String name, Enum<?> value, Enum<?> otherwise) {
    if (!value.equals(otherwise)) {
      json.word(name, value);
    }
  }

  private static Handling handling(Fields row) {
    Handling otherwise = Handling.DEFAULT;
    return new Handling(
        constant(row, "strength", Strength.values(), otherwise.strength()),
        constant(row, "type", ValueType.values(), otherwise.type()),
        row.flag("key", otherwise.key()),
        constant(row, "case", LetterCase.values(), otherwise.letterCase()),
        constant(row, "merge", Merge.values(), otherwise.merge()));
  }

  private static <E extends Enum<E>> E constant(Fields row, String name, E[] all, E otherwise) {
    return row.constant(name, all, PolicyMapCodec::word, otherwise);
  }

  private static Attributes json(Generation generation) {
    JsonObject json =
        new JsonObject()
            .texts("candidates", generation.candidates())
            .number("from", generation.from())
            .number("to", generation.to())
            .number("maxLength", generation.maxLength());
    texts(json, "reserved", generation.reserved());
    return json.build();
  }

  private static @Nullable Generation generation(Fields row) {
    if (!row.has("generate")) {
      return null;
    }
    Fields generate = row.object("generate");
    return new Generation(
        generate.texts("candidates"),
        generate.smallNumber("from", FIRST_NUMBER),
        generate.smallNumber("to", LAST_NUMBER),
        generate.smallNumber("maxLength", Generation.MAX_LENGTH),
        generate.texts("reserved"));
  }

  private static void texts(JsonObject json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.texts(name, values);
    }
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  static PolicyMap read(Fields map) {
    return new PolicyMap(
        rows(map, "user"),
        rows(map, "group"),
        tables(map),
        map.objects("tests").stream().map(PolicyMapCodec::test).toList());
  }

  private static Attributes tables(Map<String, Map<String, String>> tables) {
    Attributes.Builder json = Attributes.builder();
    new TreeMap<>(tables)
        .forEach(
            (name, rows) -> {
              Attributes.Builder table = Attributes.builder();
              new TreeMap<>(rows).forEach(table::put);
              json.put(name, Value.complex(table.build()));
            });
    return json.build();
  }

  private static Map<String, Map<String, String>> tables(Fields map) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    map.any("tables")
        .forEach(
            (name, table) -> {
              Map<String, String> rows = new LinkedHashMap<>();
              if (table instanceof Value.Complex complex) {
                complex.attributes().forEach((key, value) -> rows.put(key, text(map, name, value)));
              } else {
                map.problem("tables." + name, "must be an object: value by key.");
              }
              tables.put(name, rows);
            });
    return tables;
  }

  private static String text(Fields map, String table, Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    map.problem("tables." + table, "must have texts as values.");
    return "";
  }

  private static Attributes json(PolicyMap.Test test) {
    JsonObject expect = new JsonObject();
    new TreeMap<>(test.expect()).forEach(expect::texts);
    return new JsonObject()
        .text("name", test.name())
        .text("resourceType", test.type().scimName())
        .object("given", test.given())
        .object("expect", expect.build())
        .build();
  }

  private static PolicyMap.Test test(Fields test) {
    Map<String, List<String>> expect = new LinkedHashMap<>();
    test.any("expect")
        .forEach(
            (attribute, value) ->
                expect.put(
                    attribute,
                    value.elements().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(v -> ((Value.Text) v).value())
                        .toList()));
    if (expect.isEmpty()) {
      test.problem("expect", "must say what at least one attribute of the target shall be.");
    }
    return new PolicyMap.Test(
        test.text("name"), ResourceTypes.read(test), test.any("given"), expect);
  }

  private static List<Row> rows(Fields map, String name) {
    return map.objects(name).stream().map(PolicyMapCodec::row).toList();
  }

  private static Row row(Fields row) {
    List<String> from = row.texts("from");
    String expression = row.optionalText("expression").orElse("");
    List<String> constant = row.texts("constant");
    @Nullable Generation generate = generation(row);
    if (Stream.of(!from.isEmpty(), !expression.isEmpty(), !constant.isEmpty(), generate != null)
            .filter(given -> given)
            .count()
        != 1) {
      row.problem(
          "from",
          "or \"expression\", \"constant\" or \"generate\" is required, one of them alone.");
    }
    return new Row(
        row.text("attribute"),
        from,
        expression,
        constant,
        row.texts("otherwise"),
        row.optionalText("condition").orElse(""),
        events(row),
        generate,
        handling(row));
  }

  private static Set<Event> events(Fields row) {
    Set<Event> events = EnumSet.noneOf(Event.class);
    for (String written : row.texts("on")) {
      Arrays.stream(Event.values())
          .filter(event -> word(event).equals(written))
          .findFirst()
          .ifPresentOrElse(
              events::add,
              () ->
                  row.problem(
                      "on",
                      "must be of "
                          + Arrays.stream(Event.values())
                              .map(PolicyMapCodec::word)
                              .collect(Collectors.joining(", "))
                          + "."));
    }
    return events;
  }

  static List<String> words(Set<Event> events) {
    return events.stream().sorted().map(PolicyMapCodec::word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

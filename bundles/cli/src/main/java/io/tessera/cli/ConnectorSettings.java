package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connector type says of its settings: their kinds, which are lists, which are secrets. */
final class ConnectorSettings {
  private final Map<String, Attributes> properties = new HashMap<>();

  private ConnectorSettings() {}

  /** Alert channels have no connector type; of their settings these are secrets. */
  static ConnectorSettings ofAlertChannels() {
    ConnectorSettings settings = new ConnectorSettings();
    for (String secret : List.of("secret", "password")) {
      settings.properties.put(
          secret, Attributes.builder().put("id", secret).put("kind", "secret").build());
    }
    return settings;
  }

  static ConnectorSettings of(Api api, String type) throws CommandException, InterruptedException {
    ConnectorSettings settings = new ConnectorSettings();
    Attributes known = api.get("connector-types/" + Api.escape(type));
    for (Value property : known.get("properties").map(Value::elements).orElse(List.of())) {
      if (property instanceof Value.Complex complex) {
        Attributes described = complex.attributes();
        settings.properties.put(Table.cell(described, "id"), described);
      }
    }
    return settings;
  }

  boolean isSecret(String id) {
    return kind(id).equals("secret");
  }

  /** Whether a setting that is not mentioned would have the same effect. */
  boolean isDefault(String id, Value value) {
    return property(id)
        .map(property -> Named.texts(property, "defaults"))
        .filter(defaults -> defaults.equals(value.elements().stream().map(Table::text).toList()))
        .isPresent();
  }

  /** A value as it was typed, in the kind that the connector type wants. */
  Value value(String id, List<String> typed) throws CommandException {
    if (isSecret(id)) {
      throw CommandException.usage(
          id + " is a secret; put it into a file and give --secret " + id + "=FILE.");
    }
    List<Value> values = new ArrayList<>();
    for (String text : typed) {
      values.add(value(id, text));
    }
    boolean many = property(id).flatMap(property -> property.bool("many")).orElse(false);
    if (!many && values.size() > 1) {
      throw CommandException.usage(id + " takes one value only.");
    }
    return many ? Value.many(values) : values.get(0);
  }

  private Value value(String id, String text) throws CommandException {
    try {
      return switch (kind(id)) {
        case "boolean" -> Value.bool(truth(text));
        case "integer", "decimal" -> new Value.Num(new BigDecimal(text));
        default -> Value.text(text);
      };
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          id + " must be of kind " + kind(id) + ", but is '" + text + "'.");
    }
  }

  private static boolean truth(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException(text);
  }

  private String kind(String id) {
    return property(id).flatMap(property -> property.text("kind")).orElse("text");
  }

  private Optional<Attributes> property(String id) {
    return Optional.ofNullable(properties.get(id));
  }
}

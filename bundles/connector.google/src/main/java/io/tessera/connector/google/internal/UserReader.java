package io.tessera.connector.google.internal;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what a user of the directory has, under the names policy maps use. */
final class UserReader {
  private static final String EMAIL = "primaryEmail";
  private static final String PASSWORD = "password";

  private final Addresses addresses;

  UserReader(Addresses addresses) {
    this.addresses = addresses;
  }

  /** What was asked for. */
  TargetAttributes asked(Attributes user, TargetAttributes asked) throws TargetFailure {
    TargetAttributes.Builder observed = TargetAttributes.builder();
    for (String name : asked.names()) {
      FieldPath path = FieldPath.parse(name);
      List<String> texts = path.name().equals(PASSWORD) ? List.of() : texts(user, path);
      if (path.name().equals(EMAIL)) {
        String wanted = asked.first(name).orElse("");
        texts = texts.stream().map(address -> addresses.told(address, wanted)).toList();
      }
      observed.put(name, texts);
    }
    return observed.build();
  }

  private static List<String> texts(Attributes user, FieldPath path) {
    String sub = path.sub();
    if (sub == null) {
      return strings(user.get(path.name()).orElse(Value.NONE).elements().stream());
    }
    if (path.name().equals(FieldPath.CUSTOM)) {
      return custom(user, sub);
    }
    Stream<Attributes> objects =
        user.get(path.name()).orElse(Value.NONE).elements().stream()
            .filter(Value.Complex.class::isInstance)
            .map(Value.Complex.class::cast)
            .filter(each -> path.elementIfAny().map(e -> e.isIn(each)).orElse(true))
            .map(Value.Complex::attributes);
    Stream<Value> values = objects.flatMap(each -> each.get(sub).stream());
    return strings(path.element() == null ? values : values.limit(1));
  }

  private static List<String> custom(Attributes user, String sub) {
    int dot = Math.max(0, sub.indexOf('.'));
    Attributes schema = user.complex(FieldPath.CUSTOM).complex(sub.substring(0, dot));
    return strings(schema.get(sub.substring(dot + 1)).orElse(Value.NONE).elements().stream());
  }

  /** All there is; of lists each element by its type. */
  TargetAttributes all(Attributes user) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    for (UserField field : UserField.all()) {
      Value value = user.get(field.name()).orElse(Value.NONE);
      for (Value element : value.elements()) {
        if (element instanceof Value.Complex complex) {
          add(all, field, complex.attributes());
        } else {
          text(element)
              .map(t -> field.name().equals(EMAIL) ? addresses.told(t) : t)
              .ifPresent(t -> all.add(field.name(), t));
        }
      }
    }
    user.complex(FieldPath.CUSTOM).forEach((schema, fields) -> custom(all, schema, fields));
    return all.build();
  }

  private static void add(TargetAttributes.Builder all, UserField field, Attributes element) {
    String prefix = field.name() + selection(field, element) + ".";
    for (String sub : field.subs()) {
      boolean told = !(field.isList() && (sub.equals("type") || sub.equals("customType")));
      if (told) {
        element.get(sub).flatMap(UserReader::text).ifPresent(t -> all.add(prefix + sub, t));
      }
    }
  }

  private static String selection(UserField field, Attributes element) {
    if (!field.isList()) {
      return "";
    }
    Optional<String> custom = element.text("customType");
    if (custom.isPresent()) {
      return "[customType eq \"" + custom.get() + "\"]";
    }
    return element.text("type").map(type -> "[type eq \"" + type + "\"]").orElse("");
  }

  private static void custom(TargetAttributes.Builder all, String schema, Value fields) {
    if (fields instanceof Value.Complex complex) {
      complex
          .attributes()
          .forEach(
              (name, value) ->
                  strings(value.elements().stream())
                      .forEach(
                          text -> all.add(FieldPath.CUSTOM + "." + schema + "." + name, text)));
    }
  }

  private static List<String> strings(Stream<Value> values) {
    return values.flatMap(value -> text(value).stream()).toList();
  }

  private static Optional<String> text(Value value) {
    if (value instanceof Value.Text text) {
      return Optional.of(text.value());
    }
    if (value instanceof Value.Bool truth) {
      return Optional.of(String.valueOf(truth.value()));
    }
    if (value instanceof Value.Num number) {
      return Optional.of(number.value().toPlainString());
    }
    return value instanceof Value.Complex complex
        ? complex.attributes().get("value").flatMap(UserReader::text)
        : Optional.empty();
  }
}

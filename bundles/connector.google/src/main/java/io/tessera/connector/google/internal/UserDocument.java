package io.tessera.connector.google.internal;

import io.tessera.connector.google.internal.FieldPath.Element;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes desired fields into the document of a change, which mentions nothing else: a plain field
 * or a part of an object alone, a list always as a whole.
 */
final class UserDocument {
  private static final String TYPE = "type";
  private static final String CUSTOM_TYPE = "customType";
  private static final String PRIMARY = "primary";

  private UserDocument() {}

  /**
   * The document of a change.
   *
   * @param current the user as it is; nothing but its lists is looked at
   */
  static Attributes of(Attributes current, List<Desired> wanted) {
    Attributes document = Attributes.empty();
    for (Desired each : wanted) {
      document = set(document, current, each);
    }
    return document;
  }

  private static Attributes set(Attributes document, Attributes current, Desired wanted) {
    FieldPath path = wanted.path();
    String name = path.name();
    Element selected = path.element();
    String sub = path.sub();
    if (selected != null && sub != null) {
      Attributes known = document.get(name).isPresent() ? document : current;
      return with(document, name, Value.many(withElement(known, wanted, selected, sub)));
    }
    if (sub == null) {
      return with(document, name, wanted.isEmpty() ? Value.NONE : wanted.first());
    }
    if (name.equals(FieldPath.CUSTOM)) {
      return custom(document, wanted, sub);
    }
    boolean list = UserField.named(name).filter(UserField::isList).isPresent();
    return list
        ? with(document, name, Value.many(elements(wanted, sub)))
        : with(document, name, within(document.complex(name), sub, wanted));
  }

  /** Unlike {@code put}, it keeps what is to be cleared. */
  private static Attributes with(Attributes document, String name, Value value) {
    return document.toBuilder().keep(name, value).build();
  }

  private static Value within(Attributes object, String sub, Desired wanted) {
    return Value.complex(with(object, sub, wanted.isEmpty() ? Value.NONE : wanted.first()));
  }

  private static List<Value> elements(Desired wanted, String sub) {
    List<Value> elements = new ArrayList<>();
    for (Value each : wanted.values()) {
      elements.add(Value.complex(Attributes.builder().put(sub, each).build()));
    }
    return elements;
  }

  /** {@code customSchemas.Schema.field}. */
  private static Attributes custom(Attributes document, Desired wanted, String sub) {
    int dot = sub.indexOf('.');
    String schema = sub.substring(0, dot);
    Attributes schemas = document.complex(FieldPath.CUSTOM);
    Value changed = within(schemas.complex(schema), sub.substring(dot + 1), wanted);
    return with(document, FieldPath.CUSTOM, Value.complex(with(schemas, schema, changed)));
  }

  private static List<Value> withElement(
      Attributes known, Desired wanted, Element selected, String sub) {
    List<Value> elements = new ArrayList<>();
    boolean found = false;
    for (Value each : known.get(wanted.path().name()).orElse(Value.NONE).elements()) {
      if (!found && each instanceof Value.Complex complex && selected.isIn(complex)) {
        found = true;
        changed(complex.attributes(), wanted, sub).ifPresent(elements::add);
      } else {
        elements.add(each);
      }
    }
    if (!found && !wanted.isEmpty()) {
      changed(fresh(selected), wanted, sub).ifPresent(elements::add);
    }
    return elements;
  }

  /** What the API calls custom has both a type and a custom type. */
  private static Attributes fresh(Element selected) {
    Attributes.Builder element = Attributes.builder();
    if (selected.key().equals(CUSTOM_TYPE)) {
      element.put(TYPE, "custom");
    }
    return element.put(selected.key(), selected.value()).build();
  }

  /** None when nothing is left of the element but what tells it from others. */
  private static Optional<Value> changed(Attributes element, Desired wanted, String sub) {
    if (!wanted.isEmpty()) {
      return Optional.of(Value.complex(element.with(sub, wanted.first())));
    }
    Attributes rest = element.without(sub);
    boolean nothingLeft = rest.without(TYPE).without(CUSTOM_TYPE).without(PRIMARY).isEmpty();
    return nothingLeft ? Optional.empty() : Optional.of(Value.complex(rest));
  }

  /** What of a change differs from what is; lists and plain fields only. */
  static Attributes differing(Attributes document, Attributes current) {
    Attributes.Builder rest = document.toBuilder();
    document.forEach(
        (name, value) -> {
          Value present = current.get(name).orElse(Value.NONE);
          boolean same = present.equals(value) && !(value instanceof Value.Complex);
          if (same) {
            rest.remove(name);
          }
        });
    return rest.build();
  }

  /** The document of a creation: there is nothing to clear. */
  static Attributes withoutCleared(Attributes document) {
    Attributes.Builder rest = Attributes.builder();
    document.forEach(
        (name, value) ->
            rest.put(
                name,
                value instanceof Value.Complex complex
                    ? Value.complex(withoutCleared(complex.attributes()))
                    : value));
    return rest.build();
  }
}

package io.tessera.connector.scim2.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes desired states as SCIM resources and PATCH requests, and reads them back. */
final class Documents {
  private static final String PATCH_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private Documents() {}

  /** A resource with the desired attributes in place of what it had; the others stay. */
  static Attributes merged(ResourceType type, Attributes current, List<Desired> wanted) {
    Attributes document = current;
    for (Desired each : wanted) {
      document = set(document, each);
    }
    return document.without("meta").with("schemas", schemas(type, document));
  }

  private static Value schemas(ResourceType type, Attributes document) {
    Set<String> urns = new LinkedHashSet<>();
    urns.add(type == ResourceType.USER ? BuiltInSchemas.USER_URN : BuiltInSchemas.GROUP_URN);
    document.names().stream().filter(n -> n.startsWith("urn:")).forEach(urns::add);
    return Value.many(urns.stream().map(Value::text).toList());
  }

  private static Attributes set(Attributes document, Desired wanted) {
    Optional<String> urn = wanted.path().urnIfAny();
    if (urn.isEmpty()) {
      return setIn(document, wanted);
    }
    return document.with(urn.get(), Value.complex(setIn(document.complex(urn.get()), wanted)));
  }

  private static Attributes setIn(Attributes home, Desired wanted) {
    ScimPath path = wanted.path();
    if (path.element() != null) {
      return home.with(path.name(), Value.many(withElement(home, wanted, path.element())));
    }
    String sub = path.sub();
    if (sub == null) {
      return wanted.isEmpty() ? home.without(path.name()) : home.with(path.name(), wanted.value());
    }
    if (isMultiValued(wanted)) {
      return home.with(path.name(), Value.many(elementsOf(sub, wanted)));
    }
    Attributes complex = home.complex(path.name());
    Attributes changed =
        wanted.isEmpty() ? complex.without(sub) : complex.with(sub, wanted.values().get(0));
    return home.with(path.name(), Value.complex(changed));
  }

  private static boolean isMultiValued(Desired wanted) {
    return BuiltInSchemas.of(ResourceType.USER)
            .resolve(wanted.path().attribute())
            .flatMap(BuiltInSchemas.of(ResourceType.USER)::definition)
            .filter(d -> d.multiValued())
            .isPresent()
        || wanted.values().size() > 1;
  }

  private static List<Value> elementsOf(String sub, Desired wanted) {
    List<Value> elements = new ArrayList<>();
    for (Value value : wanted.values()) {
      elements.add(Value.complex(Attributes.builder().put(sub, value).build()));
    }
    return elements;
  }

  private static List<Value> withElement(
      Attributes home, Desired wanted, ScimPath.Element selected) {
    List<Value> elements = new ArrayList<>();
    boolean found = false;
    for (Value each : home.get(wanted.path().name()).orElse(Value.NONE).elements()) {
      if (!found && matches(each, selected)) {
        found = true;
        changed(((Value.Complex) each).attributes(), wanted).ifPresent(elements::add);
      } else {
        elements.add(each);
      }
    }
    if (!found && !wanted.isEmpty()) {
      Attributes fresh = Attributes.builder().put(selected.attribute(), selected.value()).build();
      changed(fresh, wanted).ifPresent(elements::add);
    }
    return elements;
  }

  /** None when the element has lost its value. */
  private static Optional<Value> changed(Attributes element, Desired wanted) {
    String sub = subOf(wanted.path());
    if (wanted.isEmpty()) {
      return sub.equals("value")
          ? Optional.empty()
          : Optional.of(Value.complex(element.without(sub)));
    }
    return Optional.of(Value.complex(element.with(sub, wanted.values().get(0))));
  }

  private static String subOf(ScimPath path) {
    return path.sub() == null ? "value" : path.sub();
  }

  private static boolean matches(Value element, ScimPath.Element selected) {
    if (!(element instanceof Value.Complex complex)) {
      return false;
    }
    Value actual = complex.attributes().get(selected.attribute()).orElse(Value.NONE);
    if (actual instanceof Value.Text a && selected.value() instanceof Value.Text b) {
      return a.value().equalsIgnoreCase(b.value());
    }
    return actual.equals(selected.value());
  }

  /**
   * The PATCH operations that bring a resource into the desired state.
   *
   * @param current needed only where a path selects an element; else may be empty
   */
  static List<Value> operations(Attributes current, List<Desired> wanted) {
    List<Value> operations = new ArrayList<>();
    Set<String> added = new LinkedHashSet<>();
    for (Desired each : wanted) {
      ScimPath path = each.path();
      if (path.element() != null && find(current, path).isEmpty()) {
        // Replacing in an element that is not there is an error (RFC 7644 section 3.5.2.3).
        if (added.add(path.attribute() + path.element())) {
          newElement(wanted, path).ifPresent(e -> operations.add(add(path.attribute(), e)));
        }
      } else if (each.isEmpty()) {
        operations.add(remove(removable(path)));
      } else {
        operations.add(operation("replace", path, each));
      }
    }
    return operations;
  }

  private static String removable(ScimPath path) {
    return path.element() != null && subOf(path).equals("value")
        ? path.attribute() + path.element()
        : path.toString();
  }

  private static Optional<Value> newElement(List<Desired> wanted, ScimPath path) {
    Attributes home = Attributes.empty();
    for (Desired each : wanted) {
      boolean same =
          each.path().attribute().equals(path.attribute())
              && path.element() != null
              && path.element().equals(each.path().element());
      if (same) {
        home = setIn(home, each);
      }
    }
    return home.get(path.name()).flatMap(v -> v.elements().stream().findFirst());
  }

  private static Value operation(String op, ScimPath path, Desired wanted) {
    boolean wholeOfMany = path.element() == null && path.sub() != null && isMultiValued(wanted);
    if (wholeOfMany) {
      return operation(op, path.attribute(), Value.many(elementsOf(subOf(path), wanted)));
    }
    Value value =
        path.element() == null && path.sub() == null ? wanted.value() : wanted.values().get(0);
    return operation(op, path.toString(), value);
  }

  private static Value operation(String op, String path, Value value) {
    return Value.complex(
        Attributes.builder().put("op", op).put("path", path).put("value", value).build());
  }

  /** Adds to a multi-valued attribute. */
  static Value add(String path, Value element) {
    return operation("add", path, Value.many(List.of(element)));
  }

  /** Adds several to a multi-valued attribute. */
  static Value addAll(String path, List<Value> elements) {
    return operation("add", path, Value.many(elements));
  }

  static Value remove(String path) {
    return Value.complex(Attributes.builder().put("op", "remove").put("path", path).build());
  }

  static Attributes patch(List<Value> operations) {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(PATCH_URN))))
        .put("Operations", Value.many(operations))
        .build();
  }

  /** What a resource has at a path, as texts. */
  static List<String> texts(Attributes resource, ScimPath path) {
    List<String> texts = new ArrayList<>();
    for (Value each : valuesAt(resource, path)) {
      text(each).ifPresent(texts::add);
    }
    return texts;
  }

  private static List<Value> valuesAt(Attributes resource, ScimPath path) {
    if (path.element() != null) {
      return find(resource, path).flatMap(e -> e.get(subOf(path))).stream().toList();
    }
    List<Value> values = home(resource, path).get(path.name()).orElse(Value.NONE).elements();
    String sub = path.sub();
    return sub == null
        ? values
        : values.stream()
            .filter(Value.Complex.class::isInstance)
            .flatMap(v -> ((Value.Complex) v).attributes().get(sub).stream())
            .toList();
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
        ? complex.attributes().text("value")
        : Optional.empty();
  }

  private static Optional<Attributes> find(Attributes resource, ScimPath path) {
    ScimPath.Element selected = path.element();
    if (selected == null) {
      return Optional.empty();
    }
    return home(resource, path).get(path.name()).orElse(Value.NONE).elements().stream()
        .filter(each -> matches(each, selected))
        .map(each -> ((Value.Complex) each).attributes())
        .findFirst();
  }

  private static Attributes home(Attributes resource, ScimPath path) {
    return path.urnIfAny().map(resource::complex).orElse(resource);
  }
}

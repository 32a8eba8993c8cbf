package io.tessera.connector.scim;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes desired states into SCIM resources and reads them back. */
public final class Documents {
  private Documents() {}

  /** A resource with the desired attributes in place of what it had; the others stay. */
  static Attributes merged(
      Dialect dialect, ResourceType type, Attributes current, List<Desired> wanted) {
    Attributes document = set(current, wanted);
    return document.without("meta").with("schemas", schemas(dialect, type, document));
  }

  private static Value schemas(Dialect dialect, ResourceType type, Attributes document) {
    Set<String> urns = new LinkedHashSet<>();
    urns.add(dialect.schema(type));
    document.names().stream().filter(n -> n.startsWith("urn:")).forEach(urns::add);
    return Value.many(urns.stream().map(Value::text).toList());
  }

  /** A resource with the desired attributes in place of what it had, and nothing else changed. */
  public static Attributes set(Attributes document, List<Desired> wanted) {
    Attributes changed = document;
    for (Desired each : wanted) {
      changed = set(changed, each);
    }
    return changed;
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
    ScimPath.Element selected = path.element();
    if (selected != null) {
      return home.with(path.name(), Value.many(withElement(home, wanted, selected)));
    }
    if (wanted.isListOfElements()) {
      return home.with(path.name(), Value.many(wanted.elements()));
    }
    String sub = path.sub();
    if (sub == null) {
      return wanted.isEmpty() ? home.without(path.name()) : home.with(path.name(), wanted.value());
    }
    Attributes complex = home.complex(path.name());
    Attributes changed =
        wanted.isEmpty() ? complex.without(sub) : complex.with(sub, wanted.first());
    return home.with(path.name(), Value.complex(changed));
  }

  private static List<Value> withElement(
      Attributes home, Desired wanted, ScimPath.Element selected) {
    List<Value> elements = new ArrayList<>();
    boolean found = false;
    for (Value each : home.get(wanted.path().name()).orElse(Value.NONE).elements()) {
      if (!found && each instanceof Value.Complex complex && selected.isIn(complex)) {
        found = true;
        changed(complex.attributes(), wanted, selected).ifPresent(elements::add);
      } else {
        elements.add(each);
      }
    }
    if (!found && !wanted.isEmpty()) {
      Attributes fresh = Attributes.builder().put(selected.attribute(), selected.value()).build();
      changed(fresh, wanted, selected).ifPresent(elements::add);
    }
    return elements;
  }

  /** None when the element has lost its value, or all but what it is selected by. */
  private static Optional<Value> changed(
      Attributes element, Desired wanted, ScimPath.Element selected) {
    String sub = wanted.path().subOrValue();
    if (!wanted.isEmpty()) {
      return Optional.of(Value.complex(element.with(sub, wanted.first())));
    }
    Attributes rest = element.without(sub);
    boolean nothingLeft = rest.without(selected.attribute()).isEmpty();
    return sub.equals("value") || nothingLeft ? Optional.empty() : Optional.of(Value.complex(rest));
  }

  /** The element a path selects. */
  public static Optional<Attributes> find(Attributes resource, ScimPath path) {
    return path.elementIfAny()
        .flatMap(
            selected ->
                home(resource, path).get(path.name()).orElse(Value.NONE).elements().stream()
                    .filter(Value.Complex.class::isInstance)
                    .map(Value.Complex.class::cast)
                    .filter(selected::isIn)
                    .map(Value.Complex::attributes)
                    .findFirst());
  }

  /** What a resource has at a path, as texts. */
  static List<String> texts(Attributes resource, ScimPath path) {
    return valuesAt(resource, path).stream().flatMap(v -> text(v).stream()).toList();
  }

  private static List<Value> valuesAt(Attributes resource, ScimPath path) {
    if (path.element() != null) {
      return find(resource, path).flatMap(e -> e.get(path.subOrValue())).stream().toList();
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

  static Optional<String> text(Value value) {
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

  private static Attributes home(Attributes resource, ScimPath path) {
    return path.urnIfAny().map(resource::complex).orElse(resource);
  }
}

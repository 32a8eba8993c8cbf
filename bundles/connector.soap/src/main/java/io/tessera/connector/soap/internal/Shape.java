package io.tessera.connector.soap.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an element may hold.
 *
 * @param elements in their order
 * @param attributes their types by name; those with a namespace are left out
 * @param text the type of its text; none where it holds elements only
 * @param open whether there may be others
 */
record Shape(
    List<Slot> elements,
    Map<String, SimpleType> attributes,
    Optional<SimpleType> text,
    boolean open) {
  Shape {
    elements = List.copyOf(elements);
    attributes = Map.copyOf(attributes);
  }

  static Shape of(SimpleType type) {
    return new Shape(List.of(), Map.of(), Optional.of(type), false);
  }

  Optional<Slot> element(String name) {
    return elements.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}

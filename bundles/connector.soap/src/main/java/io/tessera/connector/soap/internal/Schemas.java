package io.tessera.connector.soap.internal;

import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.namespace.QName;

/**
 * The XML Schemas of a WSDL, as far as messages are made from them. Filled once, then read by
 * several threads.
 */
final class Schemas {
  static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final int MAX_DEPTH = 50;
  private static final int MAX_STEPS = 100_000;

  private final Map<String, Map<QName, Declared>> declarations = new HashMap<>();

  private record Declared(XmlElement xml, SchemaDefaults schema) {}

  /**
   * How far a declaration has been followed. Its depth bounds what refers to itself, its steps what
   * refers several times to what again refers several times.
   */
  private static final class Trail {
    private final int depth;
    private final AtomicInteger steps;

    private Trail(int depth, AtomicInteger steps) {
      this.depth = depth;
      this.steps = steps;
    }

    static Trail begin() {
      return new Trail(0, new AtomicInteger());
    }

    /** Enters an element, whose children are all looked at. */
    void enter(XmlElement element) throws XmlFormatException {
      if (steps.addAndGet(element.children().size()) > MAX_STEPS) {
        throw tooMuch();
      }
    }

    private static XmlFormatException tooMuch() {
      return new XmlFormatException("A type of the schema is made of too much.");
    }

    Trail deeper() throws XmlFormatException {
      if (steps.incrementAndGet() > MAX_STEPS) {
        throw tooMuch();
      }
      if (depth >= MAX_DEPTH) {
        throw new XmlFormatException("A type or group of the schema is made from itself.");
      }
      return new Trail(depth + 1, steps);
    }
  }

  /** Collects what a type holds. */
  private static final class Collected {
    private final List<Slot> elements = new ArrayList<>();
    private final Map<String, SimpleType> attributes = new LinkedHashMap<>();
    private Optional<SimpleType> text = Optional.empty();
    private boolean open;

    Shape shape() {
      return new Shape(elements, attributes, text, open);
    }
  }

  /**
   * Adds the declarations of a schema document.
   *
   * @param namespace its own, or of the schema that includes it
   */
  void add(XmlElement schema, String namespace) {
    SchemaDefaults defaults = SchemaDefaults.of(schema, namespace);
    for (XmlElement each : schema.children()) {
      each.attribute("name")
          .ifPresent(
              name ->
                  declarations
                      .computeIfAbsent(each.name(), kind -> new HashMap<>())
                      .putIfAbsent(new QName(namespace, name), new Declared(each, defaults)));
    }
  }

  private Declared declared(String kind, QName name) throws XmlFormatException {
    Declared found = declarations.getOrDefault(kind, Map.of()).get(name);
    if (found == null) {
      throw new XmlFormatException("The schema has no " + kind + " " + name.getLocalPart() + ".");
    }
    return found;
  }

  /** A global element. */
  Slot element(QName name) throws XmlFormatException {
    Declared found = declared("element", name);
    return new Slot(
        name.getNamespaceURI(),
        name.getLocalPart(),
        true,
        false,
        isTrue(found.xml(), "nillable"),
        found.xml(),
        found.schema());
  }

  /** What an element may hold. */
  Shape shape(Slot slot) throws XmlFormatException {
    return shape(slot.declaration(), slot.schema(), Trail.begin());
  }

  private Shape shape(XmlElement declaration, SchemaDefaults schema, Trail trail)
      throws XmlFormatException {
    Optional<String> type = declaration.attribute("type");
    if (type.isPresent()) {
      return shape(declaration.qualified(type.get()), trail);
    }
    Optional<XmlElement> complex = declaration.child(XSD, "complexType");
    if (complex.isPresent()) {
      Collected collected = new Collected();
      complex(complex.get(), schema, collected, trail);
      return collected.shape();
    }
    Optional<XmlElement> simple = declaration.child(XSD, "simpleType");
    return simple.isPresent() ? Shape.of(simple(simple.get(), trail)) : anything();
  }

  private static Shape anything() {
    return new Shape(List.of(), Map.of(), Optional.of(SimpleType.TEXT), true);
  }

  private Shape shape(QName type, Trail trail) throws XmlFormatException {
    if (type.getNamespaceURI().equals(XSD)) {
      return type.getLocalPart().equals("anyType") ? anything() : Shape.of(builtIn(type));
    }
    if (declarations.getOrDefault("simpleType", Map.of()).containsKey(type)) {
      return Shape.of(simple(declared("simpleType", type).xml(), trail.deeper()));
    }
    Declared found = declared("complexType", type);
    Collected collected = new Collected();
    complex(found.xml(), found.schema(), collected, trail.deeper());
    return collected.shape();
  }

  private static SimpleType builtIn(QName type) {
    return new SimpleType(type.getLocalPart(), List.of(), Integer.MAX_VALUE);
  }

  private SimpleType simple(XmlElement simpleType, Trail trail) throws XmlFormatException {
    trail.enter(simpleType);
    Optional<XmlElement> restriction = simpleType.child(XSD, "restriction");
    Optional<String> base = restriction.flatMap(r -> r.attribute("base"));
    if (restriction.isEmpty() || base.isEmpty()) {
      return SimpleType.TEXT;
    }
    SimpleType wider =
        shape(restriction.get().qualified(base.get()), trail.deeper())
            .text()
            .orElse(SimpleType.TEXT);
    trail.enter(restriction.get());
    List<String> values =
        restriction
            .get()
            .all(XSD, "enumeration")
            .flatMap(e -> e.attribute("value").stream())
            .toList();
    int longest =
        restriction
            .get()
            .child(XSD, "maxLength")
            .flatMap(m -> m.attribute("value"))
            .filter(v -> v.matches("[0-9]{1,9}"))
            .map(Integer::parseInt)
            .orElse(wider.longest());
    return new SimpleType(wider.base(), values.isEmpty() ? wider.enumeration() : values, longest);
  }

  private void complex(XmlElement type, SchemaDefaults schema, Collected into, Trail trail)
      throws XmlFormatException {
    trail.enter(type);
    for (XmlElement content : type.children()) {
      switch (content.name()) {
        case "complexContent", "simpleContent" -> derived(content, schema, into, trail);
        case "attribute" -> attribute(content, into, trail);
        case "sequence", "all", "choice", "group" ->
            particle(content, schema, into, new Occurrence(true, false), trail);
        default -> {}
      }
    }
  }

  private void derived(XmlElement content, SchemaDefaults schema, Collected into, Trail trail)
      throws XmlFormatException {
    trail.enter(content);
    for (XmlElement derivation : content.children()) {
      Optional<String> base = derivation.attribute("base");
      if (base.isEmpty()) {
        continue;
      }
      Shape wider = shape(derivation.qualified(base.get()), trail.deeper());
      into.text = content.name().equals("simpleContent") ? wider.text() : Optional.empty();
      into.attributes.putAll(wider.attributes());
      if (derivation.name().equals("extension")) {
        into.elements.addAll(wider.elements());
      }
      complex(derivation, schema, into, trail.deeper());
    }
  }

  private void attribute(XmlElement attribute, Collected into, Trail trail)
      throws XmlFormatException {
    Optional<String> name = attribute.attribute("name");
    if (name.isPresent()) {
      SimpleType type =
          attribute.attribute("type").isPresent()
              ? shape(attribute.qualified(attribute.attribute("type").get()), trail.deeper())
                  .text()
                  .orElse(SimpleType.TEXT)
              : SimpleType.TEXT;
      into.attributes.put(name.get(), type);
    }
  }

  /** How often what is inside a group may occur for all that is around it. */
  private record Occurrence(boolean required, boolean many) {
    Occurrence of(XmlElement inner) {
      boolean optional = inner.attribute("minOccurs").filter("0"::equals).isPresent();
      boolean several =
          inner.attribute("maxOccurs").filter(m -> !m.equals("1") && !m.equals("0")).isPresent();
      boolean oneOf = inner.name().equals("choice");
      return new Occurrence(required && !optional && !oneOf, many || several);
    }
  }

  private void particle(
      XmlElement group, SchemaDefaults schema, Collected into, Occurrence around, Trail trail)
      throws XmlFormatException {
    Occurrence here = around.of(group);
    Optional<String> reference = group.attribute("ref");
    if (reference.isPresent()) {
      Declared named = declared("group", group.qualified(reference.get()));
      for (XmlElement each : named.xml().children()) {
        particle(each, named.schema(), into, here, trail.deeper());
      }
      return;
    }
    trail.enter(group);
    for (XmlElement each : group.children()) {
      switch (each.name()) {
        case "element" -> into.elements.add(slot(each, schema, here.of(each)));
        case "any" -> into.open = true;
        case "sequence", "choice", "all", "group" ->
            particle(each, schema, into, here, trail.deeper());
        default -> {}
      }
    }
  }

  private Slot slot(XmlElement element, SchemaDefaults schema, Occurrence occurrence)
      throws XmlFormatException {
    Optional<String> reference = element.attribute("ref");
    if (reference.isPresent()) {
      return element(element.qualified(reference.get()))
          .occurring(occurrence.required(), occurrence.many());
    }
    return new Slot(
        schema.ofLocal(element),
        element.attribute("name").orElse(""),
        occurrence.required(),
        occurrence.many(),
        isTrue(element, "nillable"),
        element,
        schema);
  }

  private static boolean isTrue(XmlElement element, String attribute) {
    return element.attribute(attribute).filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }
}

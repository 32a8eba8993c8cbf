package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import io.tessera.connector.xml.XmlOutput;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the elements of messages into the order, namespaces and types of the schema. */
final class Messages {
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private final Schemas schemas;
  private final Clearing clearing;

  /** How an element says that an attribute has no value. */
  enum Clearing {
    /** As the schema allows: nil, else empty, else left out. */
    AUTO,
    /** An empty element. */
    EMPTY,
    /** An element that is nil. */
    NIL,
    /** No element. */
    OMIT
  }

  Messages(Schemas schemas, Clearing clearing) {
    this.schemas = schemas;
    this.clearing = clearing;
  }

  /**
   * A message.
   *
   * @throws HttpFailure INVALID: a value does not fit; CONFIGURATION: a path leads nowhere
   */
  XmlElement write(Slot slot, Node content) throws HttpFailure {
    try {
      return element(slot, content);
    } catch (XmlFormatException schema) {
      throw new HttpFailure(FailureKind.CONFIGURATION, "The WSDL: " + schema.getMessage());
    }
  }

  private XmlElement element(Slot slot, Node node) throws HttpFailure, XmlFormatException {
    Shape shape = schemas.shape(slot);
    XmlElement.Builder element = XmlElement.of(slot.namespace(), slot.name());
    List<String> values = node.values();
    if (values != null && !values.isEmpty()) {
      element.text(text(slot, shape, values.get(0)));
    }
    attributes(slot, shape.attributes(), node, element);
    for (Slot child : shape.elements()) {
      children(child, node, element);
    }
    requireKnown(slot, shape, node);
    return element.build();
  }

  private static void attributes(
      Slot slot, Map<String, SimpleType> known, Node node, XmlElement.Builder element)
      throws HttpFailure {
    for (Node attribute : node.attributes().toList()) {
      List<String> values = Objects.requireNonNullElse(attribute.values(), List.of());
      SimpleType type = known.get(attribute.name());
      if (type == null) {
        throw nowhere(slot.name() + "/@" + attribute.name());
      }
      if (!values.isEmpty()) {
        element.attribute(attribute.name(), typed("@" + attribute.name(), type, values.get(0)));
      }
    }
  }

  private static void requireKnown(Slot slot, Shape shape, Node node) throws HttpFailure {
    Optional<Node> unknown =
        node.elements().filter(n -> shape.element(n.name()).isEmpty()).findFirst();
    if (unknown.isPresent()) {
      throw nowhere(slot.name() + "/" + unknown.get().name());
    }
  }

  private static HttpFailure nowhere(String path) {
    return new HttpFailure(
        FailureKind.CONFIGURATION, "The WSDL has no " + path + "; correct the mapping.");
  }

  private void children(Slot slot, Node parent, XmlElement.Builder into)
      throws HttpFailure, XmlFormatException {
    List<Node> nodes = parent.elements().filter(n -> n.name().equals(slot.name())).toList();
    if (nodes.size() > 1 && !slot.many()) {
      throw tooMany(slot);
    }
    boolean written = false;
    for (Node node : nodes) {
      written |= node.isLeaf() ? leaf(slot, node, into) : branch(slot, node, into);
    }
    if (!written && slot.required()) {
      if (!slot.nillable()) {
        throw new HttpFailure(
            FailureKind.INVALID,
            "The WSDL wants the element " + slot.name() + ", and nothing is mapped to it.");
      }
      into.child(nil(slot));
    }
  }

  private boolean branch(Slot slot, Node node, XmlElement.Builder into)
      throws HttpFailure, XmlFormatException {
    int copies = slot.many() ? copies(schemas.shape(slot), node) : 1;
    if (copies == 1) {
      into.child(element(slot, node));
    }
    for (int i = 0; i < copies && copies > 1; i++) {
      into.child(element(slot, node.single(i)));
    }
    return true;
  }

  /** Several values for what occurs once mean that what is around it occurs several times. */
  private static int copies(Shape shape, Node node) {
    return node.elements()
        .filter(Node::isLeaf)
        .filter(n -> shape.element(n.name()).filter(Slot::many).isEmpty())
        .mapToInt(n -> Objects.requireNonNullElse(n.values(), List.of()).size())
        .reduce(1, Math::max);
  }

  private boolean leaf(Slot slot, Node node, XmlElement.Builder into)
      throws HttpFailure, XmlFormatException {
    List<String> values = Objects.requireNonNullElse(node.values(), List.of());
    if (values.size() > 1 && !slot.many()) {
      throw tooMany(slot);
    }
    Shape shape = schemas.shape(slot);
    if (values.isEmpty()) {
      Optional<XmlElement> cleared = cleared(slot, shape);
      cleared.ifPresent(into::child);
      return cleared.isPresent();
    }
    for (String value : values) {
      into.child(XmlElement.text(slot.namespace(), slot.name(), text(slot, shape, value)));
    }
    return true;
  }

  private Optional<XmlElement> cleared(Slot slot, Shape shape) {
    return switch (clearing) {
      case OMIT -> Optional.empty();
      case NIL -> Optional.of(nil(slot));
      case EMPTY -> Optional.of(empty(slot));
      case AUTO -> {
        boolean text = shape.text().filter(t -> t.base().equals("string")).isPresent();
        yield slot.nillable()
            ? Optional.of(nil(slot))
            : Optional.of(empty(slot)).filter(e -> text || !shape.elements().isEmpty());
      }
    };
  }

  private static XmlElement nil(Slot slot) {
    return XmlElement.of(slot.namespace(), slot.name())
        .attribute("{" + INSTANCE + "}nil", "true")
        .build();
  }

  private static XmlElement empty(Slot slot) {
    return XmlElement.of(slot.namespace(), slot.name()).build();
  }

  private static String text(Slot slot, Shape shape, String value) throws HttpFailure {
    SimpleType type =
        shape
            .text()
            .orElseThrow(
                () ->
                    new HttpFailure(
                        FailureKind.CONFIGURATION,
                        "The element "
                            + slot.name()
                            + " holds elements, no value; correct the mapping."));
    return typed(slot.name(), type, value);
  }

  private static String typed(String name, SimpleType type, String value) throws HttpFailure {
    if (!XmlOutput.canHold(value)) {
      throw new HttpFailure(
          FailureKind.INVALID, name + ": the value holds control characters; XML cannot.");
    }
    try {
      return type.written(value);
    } catch (IllegalArgumentException unfit) {
      @Nullable String expected = unfit.getMessage();
      throw new HttpFailure(FailureKind.INVALID, name + ": the value is not " + expected + ".");
    }
  }

  private static HttpFailure tooMany(Slot slot) {
    return new HttpFailure(
        FailureKind.INVALID,
        slot.name() + ": there are several values, and the WSDL has room for one.");
  }
}

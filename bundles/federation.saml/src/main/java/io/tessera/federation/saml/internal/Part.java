package io.tessera.federation.saml.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * An element as it is read: nothing in it changes, and nothing of a DOM is left.
 *
 * @param attributes by name; those in a namespace as <code>{namespace}name</code>; without
 *     declarations of namespaces
 * @param text all of it that is directly in the element, in order
 */
record Part(
    String namespace,
    String name,
    Map<String, String> attributes,
    String text,
    List<Part> children) {
  private static final String DECLARATIONS = "http://www.w3.org/2000/xmlns/";

  Part {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  static Part of(Document document) {
    return of(document.getDocumentElement());
  }

  /** As deep as the intake lets documents be. */
  static Part of(Element element) {
    StringBuilder text = new StringBuilder();
    List<Part> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(of(child));
      } else if (node.getNodeType() == Node.TEXT_NODE
          || node.getNodeType() == Node.CDATA_SECTION_NODE) {
        text.append(node.getNodeValue());
      }
    }
    return new Part(
        orEmpty(element.getNamespaceURI()),
        element.getLocalName(),
        attributes(element.getAttributes()),
        text.toString(),
        children);
  }

  private static Map<String, String> attributes(NamedNodeMap nodes) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node attribute = nodes.item(i);
      String namespace = orEmpty(attribute.getNamespaceURI());
      if (!namespace.equals(DECLARATIONS)) {
        attributes.put(
            namespace.isEmpty()
                ? attribute.getLocalName()
                : "{" + namespace + "}" + attribute.getLocalName(),
            attribute.getNodeValue());
      }
    }
    return attributes;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  boolean is(String itsNamespace, String itsName) {
    return namespace.equals(itsNamespace) && name.equals(itsName);
  }

  Optional<String> attribute(String itsName) {
    return Optional.ofNullable(attributes.get(itsName));
  }

  List<Part> all(String itsNamespace, String itsName) {
    return children.stream().filter(child -> child.is(itsNamespace, itsName)).toList();
  }

  /**
   * The only child of that name, if there is one.
   *
   * @throws MalformedXmlException there are several
   */
  Optional<Part> only(String itsNamespace, String itsName) throws MalformedXmlException {
    List<Part> found = all(itsNamespace, itsName);
    if (found.size() > 1) {
      throw new MalformedXmlException("has more than one " + itsName + " in one place");
    }
    return found.stream().findFirst();
  }

  /**
   * The text of an element that has nothing else in it.
   *
   * @throws MalformedXmlException it has elements in it
   */
  String value() throws MalformedXmlException {
    if (!children.isEmpty()) {
      throw new MalformedXmlException("has elements where " + name + " has to be a text");
    }
    return text;
  }
}

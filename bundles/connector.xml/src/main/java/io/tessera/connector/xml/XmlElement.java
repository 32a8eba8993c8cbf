package io.tessera.connector.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/**
 * An element with what is in it. Does not change.
 *
 * @param namespace empty for none
 * @param attributes by local name, or as <code>{namespace}name</code> where they have a namespace;
 *     declarations of namespaces are none
 * @param text what stands directly in it, put together
 * @param prefixes namespaces in scope by prefix, for values that are qualified names; the default
 *     namespace has the empty prefix
 */
public record XmlElement(
    String namespace,
    String name,
    Map<String, String> attributes,
    String text,
    List<XmlElement> children,
    Map<String, String> prefixes) {
  public XmlElement {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    children = List.copyOf(children);
    prefixes = Map.copyOf(prefixes);
  }

  /** Begins an element. */
  public static Builder of(String namespace, String name) {
    return new Builder(namespace, name);
  }

  /** With nothing but text in it. */
  public static XmlElement text(String namespace, String name, String text) {
    return of(namespace, name).text(text).build();
  }

  public boolean is(String expectedNamespace, String expectedName) {
    return namespace.equals(expectedNamespace) && name.equals(expectedName);
  }

  /** The first child of this name in this namespace. */
  public Optional<XmlElement> child(String childNamespace, String childName) {
    return all(childNamespace, childName).findFirst();
  }

  /** The children of this name in this namespace. */
  public Stream<XmlElement> all(String childNamespace, String childName) {
    return children.stream().filter(c -> c.is(childNamespace, childName));
  }

  /** The value of an attribute without a namespace. */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /**
   * A value that is a qualified name.
   *
   * @throws XmlFormatException its prefix is declared nowhere
   */
  public QName qualified(String written) throws XmlFormatException {
    String stripped = written.strip();
    int colon = stripped.indexOf(':');
    String prefix = colon < 0 ? "" : stripped.substring(0, colon);
    String uri = prefixes.get(prefix);
    if (uri == null && colon >= 0) {
      throw new XmlFormatException("The prefix of a qualified name is not declared.");
    }
    return new QName(uri == null ? "" : uri, stripped.substring(colon + 1));
  }

  /** The name only: what is in it may be personal and does not belong in logs. */
  @Override
  public String toString() {
    return "<" + name + ">";
  }

  /** Collects an element; not safe for use by several threads. */
  public static final class Builder {
    private final String namespace;
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private String text = "";

    private Builder(String namespace, String name) {
      this.namespace = namespace;
      this.name = name;
    }

    /** Sets an attribute; its name may be written as <code>{namespace}name</code>. */
    public Builder attribute(String attribute, String value) {
      attributes.put(attribute, value);
      return this;
    }

    public Builder text(String value) {
      text = value;
      return this;
    }

    public Builder child(XmlElement child) {
      children.add(child);
      return this;
    }

    public Builder child(String childNamespace, String childName, String value) {
      return child(XmlElement.text(childNamespace, childName, value));
    }

    public Builder children(List<XmlElement> more) {
      children.addAll(more);
      return this;
    }

    public XmlElement build() {
      return new XmlElement(namespace, name, attributes, text, children, Map.of());
    }
  }
}

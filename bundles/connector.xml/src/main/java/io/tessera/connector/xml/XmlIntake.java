package io.tessera.connector.xml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The one way XML comes in from targets. Nothing in it is looked up elsewhere, nothing expands, and
 * everything has a bound. Safe for use by several threads.
 */
public final class XmlIntake {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_ELEMENTS = 500_000;
  private static final int MAX_ATTRIBUTES = 100;
  private static final int MAX_TEXT = 4 << 20;

  private final XMLInputFactory factory = factory();

  /** The runtime's own, whatever other bundles bring. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("Nothing is looked up elsewhere.");
        });
    return factory;
  }

  /**
   * Reads a document.
   *
   * @param charset what the transport says it is written in; null when it does not
   * @throws XmlFormatException it is not well-formed, is too large in some respect, or has a
   *     DOCTYPE, entities or processing instructions
   */
  public XmlElement read(byte[] document, @Nullable String charset) throws XmlFormatException {
    String text = Encodings.decoded(document, charset);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        return new Reader(reader).document();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException malformed) {
      throw new XmlFormatException("It is not well-formed XML.");
    }
  }

  /** An element that has begun and not ended. */
  private record Open(
      String namespace,
      String name,
      Map<String, String> attributes,
      StringBuilder text,
      List<XmlElement> children,
      Map<String, String> prefixes) {
    XmlElement close() {
      return new XmlElement(namespace, name, attributes, text.toString(), children, prefixes);
    }
  }

  /** Reads one document; for one use. */
  private static final class Reader {
    private final XMLStreamReader xml;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable XmlElement root;
    private int elements;
    private int characters;

    Reader(XMLStreamReader xml) {
      this.xml = xml;
    }

    XmlElement document() throws XMLStreamException, XmlFormatException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> begin();
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
          case XMLStreamConstants.DTD -> throw new XmlFormatException("It has a DOCTYPE.");
          case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION ->
              throw new XmlFormatException("It has entities.");
          case XMLStreamConstants.PROCESSING_INSTRUCTION ->
              throw new XmlFormatException("It has processing instructions.");
          default -> {}
        }
      }
      if (root == null) {
        throw new XmlFormatException("It has no element.");
      }
      return root;
    }

    private void begin() throws XmlFormatException {
      elements++;
      if (elements > MAX_ELEMENTS
          || open.size() >= MAX_DEPTH
          || xml.getAttributeCount() > MAX_ATTRIBUTES) {
        throw new XmlFormatException("It has too many elements or attributes, or nests too deep.");
      }
      open.push(
          new Open(
              orEmpty(xml.getNamespaceURI()),
              xml.getLocalName(),
              attributes(),
              new StringBuilder(),
              new ArrayList<>(),
              prefixes()));
    }

    private Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        String namespace = orEmpty(xml.getAttributeNamespace(i));
        String name = xml.getAttributeLocalName(i);
        attributes.put(
            namespace.isEmpty() ? name : "{" + namespace + "}" + name, xml.getAttributeValue(i));
      }
      return attributes;
    }

    /** Mostly the parent's, and then the very same map. */
    private Map<String, String> prefixes() {
      Map<String, String> outer = open.isEmpty() ? Map.of() : open.element().prefixes();
      if (xml.getNamespaceCount() == 0) {
        return outer;
      }
      Map<String, String> inner = new HashMap<>(outer);
      for (int i = 0; i < xml.getNamespaceCount(); i++) {
        inner.put(orEmpty(xml.getNamespacePrefix(i)), orEmpty(xml.getNamespaceURI(i)));
      }
      return Map.copyOf(inner);
    }

    private void text() throws XmlFormatException {
      if (open.isEmpty()) {
        return;
      }
      characters += xml.getTextLength();
      if (characters > MAX_TEXT) {
        throw new XmlFormatException("It has too much text.");
      }
      open.element().text().append(xml.getText());
    }

    private void end() {
      XmlElement complete = open.pop().close();
      if (open.isEmpty()) {
        root = complete;
      } else {
        open.element().children().add(complete);
      }
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }
}

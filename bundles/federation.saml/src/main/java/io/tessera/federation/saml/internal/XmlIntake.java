package io.tessera.federation.saml.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The one way XML comes in here, for messages and for what is read again once it is verified. UTF-8
 * and XML 1.0 only; nothing is looked up elsewhere, nothing expands, and everything has a bound.
 * What two readers could read in two ways is not taken at all: DOCTYPE, comments, CDATA sections,
 * processing instructions.
 *
 * @param maxBytes of a document
 * @param maxElements in it
 * @param lenient whether comments, CDATA sections and processing instructions may be there: in
 *     documents that no signature is verified in
 */
record XmlIntake(int maxBytes, int maxElements, boolean lenient) {
  static final XmlIntake MESSAGES = new XmlIntake(256 * 1024, 8_000, false);

  /** Of one party, not of a federation. */
  static final XmlIntake METADATA = new XmlIntake(1024 * 1024, 20_000, true);

  private static final int MAX_DEPTH = 32;
  private static final int MAX_ATTRIBUTES = 64;
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final String GENERAL_ENTITIES =
      "http://xml.org/sax/features/external-general-entities";
  private static final String PARAMETER_ENTITIES =
      "http://xml.org/sax/features/external-parameter-entities";
  private static final String EXTERNAL_DTD =
      "http://apache.org/xml/features/nonvalidating/load-external-dtd";
  private static final String DEFERRED = "http://apache.org/xml/features/dom/defer-node-expansion";

  /**
   * Reads a document.
   *
   * @throws MalformedXmlException it is not well-formed, too large in some respect, or has what is
   *     not taken
   */
  Document read(byte[] bytes) throws MalformedXmlException {
    if (bytes.length > maxBytes) {
      throw new MalformedXmlException("is longer than " + maxBytes / 1024 + " KiB");
    }
    Document document = parsed(text(bytes));
    if (!"1.0".equals(document.getXmlVersion())) {
      throw new MalformedXmlException("is not XML 1.0");
    }
    String encoding = document.getXmlEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw new MalformedXmlException("says that it is not UTF-8");
    }
    inspect(document);
    return document;
  }

  /** Decoded here, so that no declaration in the document has a say in it. */
  private static String text(byte[] bytes) throws MalformedXmlException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedXmlException("is not UTF-8");
    }
  }

  private Document parsed(String text) throws MalformedXmlException {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setEntityResolver(
          (publicId, systemId) -> {
            throw new SAXException("Nothing is looked up elsewhere.");
          });
      builder.setErrorHandler(new Strict());
      return builder.parse(new InputSource(new StringReader(text)));
    } catch (SAXException malformed) {
      throw new MalformedXmlException(
          String.valueOf(malformed.getMessage()).contains("DOCTYPE")
              ? "has a DOCTYPE"
              : "is not well-formed, or nests too deep");
    } catch (ParserConfigurationException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The runtime's own, whatever other bundles bring. */
  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(NO_DOCTYPE, true);
    factory.setFeature(GENERAL_ENTITIES, false);
    factory.setFeature(PARAMETER_ENTITIES, false);
    factory.setFeature(EXTERNAL_DTD, false);
    factory.setFeature(DEFERRED, false);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
    factory.setAttribute("jdk.xml.elementAttributeLimit", String.valueOf(MAX_ATTRIBUTES));
    return factory;
  }

  /** Every node is looked at; without recursion. */
  private void inspect(Document document) throws MalformedXmlException {
    int elements = 0;
    Node node = document.getFirstChild();
    while (node != null) {
      if (node instanceof Element element) {
        elements++;
        if (elements > maxElements) {
          throw new MalformedXmlException("has more than " + maxElements + " elements");
        }
        inspect(element.getAttributes());
      } else if (node.getNodeType() != Node.TEXT_NODE && !lenient) {
        throw new MalformedXmlException(
            "has a comment, a CDATA section or a processing instruction");
      }
      node = next(node);
    }
  }

  private static @Nullable Node next(Node node) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    Node at = node;
    while (at != null && at.getNextSibling() == null) {
      at = at.getParentNode();
    }
    return at == null ? null : at.getNextSibling();
  }

  /** Without a DOCTYPE there are no default values; this makes sure of it. */
  private static void inspect(NamedNodeMap attributes) throws MalformedXmlException {
    for (int i = 0; i < attributes.getLength(); i++) {
      if (!((Attr) attributes.item(i)).getSpecified()) {
        throw new MalformedXmlException("has attributes by default");
      }
    }
  }

  /** Nothing is let pass, and nothing is printed. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException wrong) throws SAXException {
      throw wrong;
    }

    @Override
    public void error(SAXParseException wrong) throws SAXException {
      throw wrong;
    }

    @Override
    public void fatalError(SAXParseException wrong) throws SAXException {
      throw wrong;
    }
  }
}

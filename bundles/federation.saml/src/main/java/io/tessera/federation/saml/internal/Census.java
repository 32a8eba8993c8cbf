package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What there is in a message at all, wherever it is and in whatever namespace. A message with one
 * assertion, signatures only where they belong, and no id twice leaves no room for wrapping: there
 * is nothing a signature could be moved to, and nothing it could be taken from.
 */
final class Census {
  private final List<Element> assertions = new ArrayList<>();
  private final List<Element> signatures = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private boolean encrypted;
  private boolean idTwice;

  private Census() {}

  static Census of(Document document) {
    Census census = new Census();
    NodeList elements = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      census.count((Element) elements.item(i));
    }
    return census;
  }

  private void count(Element element) {
    String name = element.getLocalName();
    if (name.equals("Assertion")) {
      assertions.add(element);
    } else if (name.equals("Signature")) {
      signatures.add(element);
    } else if (name.startsWith("Encrypted")) {
      encrypted = true;
    }
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (attribute.getLocalName().toLowerCase(Locale.ROOT).equals("id")) {
        idTwice |= !ids.add(attribute.getNodeValue());
      }
    }
  }

  /** How many there are, of whatever namespace. */
  int assertions() {
    return assertions.size();
  }

  /**
   * The one assertion there is: the document itself, or directly in the response.
   *
   * @throws RefusedSignInException there is none or another one; or something is where it must not
   *     be
   */
  Element assertion() throws RefusedSignInException {
    require(!encrypted, "it is encrypted in part; the identity provider has to send it plain");
    require(assertions.size() == 1, "it has " + assertions.size() + " assertions and not one");
    require(!idTwice, "it has the same ID twice");
    Element assertion = assertions.get(0);
    require(Names.ASSERTION.equals(assertion.getNamespaceURI()), "its assertion is not SAML 2.0");
    Node root = assertion.getOwnerDocument().getDocumentElement();
    require(
        assertion == root || assertion.getParentNode() == root,
        "its assertion is not where it belongs");
    for (Element signature : signatures) {
      Node parent = signature.getParentNode();
      require(
          Names.SIGNATURE.equals(signature.getNamespaceURI())
              && (parent == assertion || parent == root),
          "it has a signature where none belongs");
    }
    return assertion;
  }
}

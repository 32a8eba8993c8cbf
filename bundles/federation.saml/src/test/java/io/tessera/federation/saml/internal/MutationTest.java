package io.tessera.federation.saml.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.saml.XmlSigner;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.federation.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Attr;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Whatever becomes of a good answer on its way: it is refused, or says what was signed. Nothing
 * else ever comes out of it, neither other claims nor another exception.
 */
class MutationTest {
  private static final int ROUNDS = 1_500;
  private static final List<String> WORDS =
      List.of(
          "<!-- -->",
          "<![CDATA[u-2]]>",
          "<?x y?>",
          "&lt;",
          "&#13;",
          "&x;",
          "u-2",
          " ",
          "\n",
          "<saml:Assertion>",
          "</saml:Assertion>",
          "<saml:NameID>u-2</saml:NameID>",
          " ID=\"_x\"",
          " xmlns=\"urn:x\"",
          " xmlns:saml=\"urn:x\"",
          "#",
          "%23",
          "\"",
          ">",
          "<",
          "<!DOCTYPE a>",
          "urn:oasis:names:tc:SAML:2.0:assertion",
          "admin",
          "\u0000",
          "\ufffe",
          "http://www.w3.org/2000/09/xmldsig#base64",
          "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
          "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
          "http://www.w3.org/TR/1999/REC-xpath-19991116");

  private final CorpSignIn corp = new CorpSignIn();

  private SamlAnswer answer(Random random) {
    SamlAnswer answer =
        corp.answer().attribute("groups", "staff", "users").attribute("mail", "a&b");
    if (random.nextBoolean()) {
      answer.responseSigner = XmlSigner.of(CorpSignIn.KEY);
    }
    if (random.nextBoolean()) {
      answer.assertionSigner = answer.assertionSigner.prefix("").named(null);
    }
    return answer;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_text_that_was_changed_says_what_was_signed_or_nothing(long seed) throws Exception {
    Random random = new Random(seed);
    String good = answer(random).xml();
    Assertion signed = corp.arriveXml(good);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String changed = good;
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        changed = changed(changed, random);
      }
      taken += saysWhatWasSigned(changed, signed) ? 1 : 0;
    }
    // Of what is not signed some may change: the test would see nothing if all were refused.
    assertThat(taken).isPositive();
  }

  private static String changed(String text, Random random) {
    int from = random.nextInt(text.length());
    int until = Math.min(text.length(), from + random.nextInt(60));
    String cut = text.substring(from, until);
    int at = random.nextInt(text.length());
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, from) + text.substring(until);
      case 1 -> text.substring(0, at) + cut + text.substring(at);
      case 2 ->
          text.substring(0, at) + WORDS.get(random.nextInt(WORDS.size())) + text.substring(at);
      case 3 -> text.substring(0, from) + (char) random.nextInt(0x180) + text.substring(from + 1);
      default ->
          text.substring(0, from) + WORDS.get(random.nextInt(WORDS.size())) + text.substring(until);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void a_document_that_was_taken_apart_says_what_was_signed_or_nothing(long seed) throws Exception {
    Random random = new Random(seed);
    String good = answer(random).xml();
    Assertion signed = corp.arriveXml(good);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Document document = Xml.read(good);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        try {
          change(document, random);
        } catch (DOMException impossible) {
          // Such as a node within itself: then it stays as it is.
        }
      }
      taken += saysWhatWasSigned(Xml.write(document), signed) ? 1 : 0;
    }
    assertThat(taken).isPositive();
  }

  private static void change(Document document, Random random) {
    List<Element> elements = new ArrayList<>();
    var found = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    if (elements.isEmpty()) {
      return;
    }
    Element one = elements.get(random.nextInt(elements.size()));
    Element other = elements.get(random.nextInt(elements.size()));
    switch (random.nextInt(8)) {
      case 0 -> other.appendChild(one);
      case 1 -> other.insertBefore(one.cloneNode(true), other.getFirstChild());
      case 2 -> other.getParentNode().insertBefore(one, other);
      case 3 -> one.getParentNode().removeChild(one);
      case 4 -> document.renameNode(one, other.getNamespaceURI(), other.getNodeName());
      case 5 -> attribute(one, other, random);
      case 6 -> one.setTextContent(other.getTextContent());
      default -> wrap(document, one);
    }
  }

  private static void attribute(Element one, Element other, Random random) {
    if (other.getAttributes().getLength() > 0) {
      Attr from =
          (Attr) other.getAttributes().item(random.nextInt(other.getAttributes().getLength()));
      one.setAttributeNS(from.getNamespaceURI(), from.getName(), from.getValue());
    }
  }

  private static void wrap(Document document, Element one) {
    Node parent = one.getParentNode();
    Element around = document.createElementNS(one.getNamespaceURI(), one.getNodeName());
    parent.replaceChild(around, one);
    around.appendChild(one);
  }

  /** Whether it was taken. */
  private boolean saysWhatWasSigned(String changed, Assertion signed) {
    Assertion said;
    try {
      said = corp.arriveXml(changed);
    } catch (RefusedSignInException refused) {
      return false;
    }
    assertThat(said).as(changed).usingRecursiveComparison().isEqualTo(signed);
    return true;
  }
}

package io.tessera.federation.saml.internal;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.saml.XmlSigner;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Signature wrapping: what is signed stays in the message, so that its signature is right, and
 * something else is put where the reader looks. The eight of Somorovsky and others, "On Breaking
 * SAML" (2012), and more.
 */
class WrappingTest {
  private static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

  private final CorpSignIn corp = new CorpSignIn();

  private void refusedWhenBothAreSigned(Consumer<Document> tampered, String why) {
    Document document =
        corp.answer().with(a -> a.responseSigner = XmlSigner.of(CorpSignIn.KEY)).document();
    tampered.accept(document);
    corp.refused(Xml.write(document)).withMessageContaining(why);
  }

  /** A copy in which somebody else is named. */
  private static Element evil(Element original) {
    Element copy = (Element) original.cloneNode(true);
    copy.setAttribute("ID", "_evil" + copy.getLocalName());
    for (String name : new String[] {"NameID", "Assertion"}) {
      var found = copy.getElementsByTagNameNS("*", name);
      for (int i = 0; i < found.getLength(); i++) {
        Element element = (Element) found.item(i);
        if (name.equals("NameID")) {
          element.setTextContent("u-2");
        } else {
          element.setAttribute("ID", "_evilInner");
        }
      }
    }
    return copy;
  }

  private static Element unsigned(Element element) {
    Element copy = (Element) element.cloneNode(true);
    copy.removeChild(Xml.child(copy, "Signature"));
    return copy;
  }

  @Test
  void the_signed_response_inside_the_signature_of_another_one_is_refused() {
    refusedWhenBothAreSigned(
        document -> {
          Element response = document.getDocumentElement();
          Element original = unsigned(response);
          Element evil = evil(response);
          document.replaceChild(evil, response);
          Xml.child(evil, "Signature").appendChild(original);
        },
        "2 assertions");
  }

  @Test
  void the_signed_response_before_the_signature_of_another_one_is_refused() {
    refusedWhenBothAreSigned(
        document -> {
          Element response = document.getDocumentElement();
          Element original = unsigned(response);
          Element evil = evil(response);
          document.replaceChild(evil, response);
          evil.insertBefore(original, Xml.child(evil, "Signature"));
        },
        "2 assertions");
  }

  @Test
  void another_assertion_before_the_signed_one_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              original.getParentNode().insertBefore(unsigned(evil(original)), original);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_around_the_signed_one_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element evil = unsigned(evil(original));
              original.getParentNode().replaceChild(evil, original);
              evil.appendChild(original);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_with_the_signature_and_the_signed_one_at_the_end_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element bare = unsigned(original);
              Node response = original.getParentNode();
              response.replaceChild(evil(original), original);
              response.appendChild(bare);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_with_the_signed_one_inside_the_signature_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element bare = unsigned(original);
              Element evil = evil(original);
              original.getParentNode().replaceChild(evil, original);
              Xml.child(evil, "Signature").appendChild(bare);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_inside_extensions_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element extensions = document.createElementNS(PROTOCOL, "samlp:Extensions");
              extensions.appendChild(unsigned(evil(original)));
              original.getParentNode().insertBefore(extensions, original);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_with_the_signed_one_in_an_object_of_the_signature_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element bare = unsigned(original);
              Element evil = evil(original);
              original.getParentNode().replaceChild(evil, original);
              Element object = document.createElementNS(SIGNATURE, "ds:Object");
              object.appendChild(bare);
              Xml.child(evil, "Signature").appendChild(object);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_of_the_same_id_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element evil = unsigned(evil(original));
              evil.setAttribute("ID", original.getAttribute("ID"));
              original.getParentNode().insertBefore(evil, original);
            })
        .withMessageContaining("2 assertions");
  }

  @Test
  void another_assertion_in_a_namespace_of_its_own_is_refused() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element evil =
                  document.createElementNS("urn:oasis:names:tc:SAML:1.0:assertion", "e:Assertion");
              original.getParentNode().insertBefore(evil, original);
            })
        .withMessageContaining("2 assertions");
  }

  /** What was signed need not be called an assertion to be in the way. */
  @Test
  void a_signed_assertion_that_goes_by_another_name_does_not_vouch_for_another_one() {
    corp.refusedWhen(
            document -> {
              Element original = Xml.first(document, "Assertion");
              Element evil = evil(original);
              Element bare = unsigned(original);
              original.getParentNode().replaceChild(evil, original);
              document.renameNode(bare, original.getNamespaceURI(), "saml:Advice");
              evil.appendChild(bare);
            })
        .withMessageContaining("that of something else");
  }

  @Test
  void the_signature_of_a_response_does_not_vouch_for_an_assertion() {
    SamlAnswer answer = corp.answer();
    answer.responseSigner = answer.assertionSigner;
    answer.assertionSigner = null;

    corp.refused(answer.xml()).withMessageContaining("its Assertion is not signed");
  }

  @Test
  void the_signature_of_a_response_moved_into_the_assertion_is_refused() {
    SamlAnswer answer = corp.answer();
    answer.responseSigner = answer.assertionSigner;
    answer.assertionSigner = null;
    Document document = answer.document();
    Element assertion = Xml.first(document, "Assertion");
    Element signature = Xml.first(document, "Signature");
    assertion.insertBefore(signature, assertion.getFirstChild().getNextSibling());

    corp.refused(Xml.write(document)).withMessageContaining("that of something else");
  }

  @Test
  void a_response_that_is_signed_has_to_be_as_it_was_signed() {
    refusedWhenBothAreSigned(
        document -> Xml.first(document, "Status").setAttribute("more", "1"),
        "not as it was signed");
  }

  @Test
  void a_response_signed_by_another_key_is_refused_although_its_assertion_is_right() {
    corp.refused(a -> a.responseSigner = XmlSigner.of(CorpSignIn.OTHER_KEY))
        .withMessageContaining("the signature of its Response fits none");
  }

  @Test
  void an_assertion_in_the_status_is_refused() {
    corp.refusedWhen(
            document -> Xml.first(document, "Status").appendChild(Xml.first(document, "Assertion")))
        .withMessageContaining("not where it belongs");
  }

  @Test
  void a_signature_that_was_moved_below_the_subject_is_refused() {
    corp.refusedWhen(
            document -> {
              Element assertion = Xml.first(document, "Assertion");
              assertion.appendChild(Xml.child(assertion, "Signature"));
            })
        .withMessageContaining("signature of its Assertion is not where it belongs");
  }

  @Test
  void a_signature_elsewhere_is_refused() {
    corp.refusedWhen(
            document ->
                Xml.first(document, "Subject").appendChild(Xml.first(document, "Signature")))
        .withMessageContaining("a signature where none belongs");
  }

  @Test
  void a_second_signature_is_refused() {
    corp.refusedWhen(
            document -> {
              Element signature = Xml.first(document, "Signature");
              signature.getParentNode().insertBefore(signature.cloneNode(true), signature);
            })
        .withMessageContaining("more than one signature");
  }

  @Test
  void extensions_of_the_response_are_refused() {
    corp.refusedWhen(
            document ->
                document
                    .getDocumentElement()
                    .appendChild(document.createElementNS(PROTOCOL, "samlp:Extensions")))
        .withMessageContaining("Extensions");
  }

  @Test
  void an_encrypted_assertion_beside_the_signed_one_is_refused() {
    corp.refusedWhen(
            document ->
                document
                    .getDocumentElement()
                    .appendChild(
                        document.createElementNS(
                            "urn:oasis:names:tc:SAML:2.0:assertion", "s:EncryptedAssertion")))
        .withMessageContaining("encrypted");
  }

  @Test
  void an_encrypted_assertion_alone_is_refused_with_what_to_do() {
    corp.refusedWhen(
            document -> {
              Element assertion = Xml.first(document, "Assertion");
              assertion
                  .getParentNode()
                  .replaceChild(
                      document.createElementNS(
                          "urn:oasis:names:tc:SAML:2.0:assertion", "s:EncryptedAssertion"),
                      assertion);
            })
        .withMessageContaining("has to send it plain");
  }

  @Test
  void an_id_that_comes_twice_is_refused_whatever_it_is_called() {
    corp.refusedWhen(
            document ->
                Xml.first(document, "StatusCode")
                    .setAttributeNS(
                        "http://www.w3.org/XML/1998/namespace",
                        "xml:id",
                        Xml.first(document, "Assertion").getAttribute("ID")))
        .withMessageContaining("same ID twice");
  }

  @Test
  void two_responses_in_one_are_refused() {
    String xml = corp.answer().xml();

    corp.refused("<r>" + xml + xml + "</r>").withMessageContaining("no response of SAML 2.0");
  }

  @Test
  void an_assertion_alone_is_no_answer() {
    corp.refused(corp.answer().assertionAlone()).withMessageContaining("no response");
  }
}

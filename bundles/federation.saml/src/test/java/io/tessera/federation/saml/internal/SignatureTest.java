package io.tessera.federation.saml.internal;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.SigningKey;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.saml.XmlSigner;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;
import javax.xml.crypto.dsig.spec.XSLTTransformParameterSpec;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Signatures that are wrong, weak, by somebody else, or say more than a signature should. */
class SignatureTest {
  private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

  private final CorpSignIn corp = new CorpSignIn();

  private ThrowableAssertAlternative<?> signed(UnaryOperator<XmlSigner> otherwise) {
    return corp.refused(a -> a.assertionSigner = otherwise.apply(a.assertionSigner));
  }

  @Test
  void nothing_is_believed_unsigned() {
    corp.refused(a -> a.assertionSigner = null).withMessageContaining("is not signed");
  }

  @Test
  void a_key_that_is_not_configured_vouches_for_nobody() {
    corp.refused(a -> a.assertionSigner = XmlSigner.of(CorpSignIn.OTHER_KEY))
        .withMessageContaining("fits none of the configured certificates");
  }

  @Test
  void a_key_that_the_message_brings_along_vouches_for_nobody() {
    corp.refused(
            a -> a.assertionSigner = XmlSigner.of(CorpSignIn.OTHER_KEY).named(CorpSignIn.OTHER_KEY))
        .withMessageContaining("fits none of the configured certificates");
  }

  @Test
  void naming_the_right_certificate_does_not_make_a_signature_right() {
    corp.refused(a -> a.assertionSigner = XmlSigner.of(CorpSignIn.OTHER_KEY).named(CorpSignIn.KEY))
        .withMessageContaining("fits none of the configured certificates");
  }

  @Test
  void what_was_changed_after_it_was_signed_is_refused() {
    corp.refusedWhen(document -> Xml.first(document, "NameID").setTextContent("u-2"))
        .withMessageContaining("not as it was signed");
  }

  @Test
  void a_digest_made_to_fit_makes_the_signature_wrong() {
    String other = corp.answer().with(a -> a.nameId = "u-2").xml();
    String digest = Xml.first(Xml.read(other), "DigestValue").getTextContent();

    corp.refusedWhen(document -> Xml.first(document, "DigestValue").setTextContent(digest))
        .withMessageContaining("fits none of the configured certificates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224"
      })
  void weak_signatures_are_refused(String method) {
    signed(signer -> signer.method(method))
        .withMessageContaining("signed by an algorithm that is not taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/2000/09/xmldsig#sha1",
        "http://www.w3.org/2001/04/xmldsig-more#sha224"
      })
  void weak_digests_are_refused(String digest) {
    signed(signer -> signer.digest(digest))
        .withMessageContaining("digest is by an algorithm that is not taken");
  }

  /** The public key is no secret: whoever knows it could sign with it. */
  @Test
  void a_shared_key_is_no_signature() {
    corp.refusedWhen(
            document ->
                Xml.first(document, "SignatureMethod")
                    .setAttribute(
                        "Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"))
        .withMessageContaining("algorithm that is not taken");
  }

  @Test
  void a_short_key_in_the_configuration_is_refused_with_what_to_do() {
    SigningKey weak = SigningKey.rsa(1024);
    corp.trusting(weak);

    corp.refused(a -> a.assertionSigner = XmlSigner.of(weak))
        .matches(refused -> refused.fault() == Fault.CONFIGURATION)
        .withMessageContaining("2048");
  }

  @Test
  void a_reference_to_the_whole_document_is_refused() {
    signed(signer -> signer.references("")).withMessageContaining("that of something else");
  }

  @Test
  void a_reference_to_another_element_is_refused() {
    SamlAnswer answer = corp.answer();
    answer.assertionSigner = answer.assertionSigner.references("#" + answer.responseId);

    corp.refused(answer.xml()).withMessageContaining("that of something else");
  }

  @Test
  void a_reference_by_xpointer_is_refused() {
    SamlAnswer answer = corp.answer();
    answer.assertionSigner =
        answer.assertionSigner.references("#xpointer(id('" + answer.assertionId + "'))");

    corp.refused(answer.xml()).withMessageContaining("that of something else");
  }

  @Test
  void a_reference_to_elsewhere_is_refused_and_not_followed() {
    corp.refusedWhen(
            document ->
                Xml.first(document, "Reference").setAttribute("URI", "http://127.0.0.1:9/secret"))
        .withMessageContaining("that of something else");
  }

  @Test
  void a_reference_without_address_is_refused() {
    corp.refusedWhen(document -> Xml.first(document, "Reference").removeAttribute("URI"))
        .withMessageContaining("that of something else");
  }

  @Test
  void two_references_are_refused() {
    SamlAnswer answer = corp.answer();
    answer.assertionSigner =
        answer.assertionSigner.references("#" + answer.assertionId, "#" + answer.responseId);

    corp.refused(answer.xml()).withMessageContaining("not one reference");
  }

  @Test
  void a_reference_in_vain_is_refused() {
    corp.refusedWhen(
            document -> {
              Element reference = Xml.first(document, "Reference");
              reference.getParentNode().removeChild(reference);
            })
        .withMessageContaining("refused");
  }

  @Test
  void an_id_that_is_no_name_is_refused() {
    corp.refusedWhen(document -> Xml.first(document, "Assertion").setAttribute("ID", "a b'(c)"))
        .withMessageContaining("no usable ID");
  }

  @Test
  void an_assertion_without_id_is_refused() {
    corp.refused(
            Xml.write(
                Xml.read(corp.answer().xml().replaceFirst(" ID=\"[^\"]*\"( IssueInstant)", "$1"))))
        .withMessageContaining("refused");
    corp.refusedWhen(document -> Xml.first(document, "Assertion").removeAttribute("ID"))
        .withMessageContaining("no usable ID");
  }

  @Test
  void a_transform_by_xslt_is_refused() {
    String sheet =
        "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
            + "<xsl:template match=\"/\"><a/></xsl:template></xsl:stylesheet>";
    signed(
            signer ->
                signer.transforms(
                    XmlSigner.transform(Transform.ENVELOPED),
                    XmlSigner.transform(
                        Transform.XSLT,
                        new XSLTTransformParameterSpec(
                            new DOMStructure(Xml.read(sheet).getDocumentElement())))))
        .withMessageContaining("refused");
  }

  @Test
  void a_transform_by_xpath_is_refused() {
    signed(
            signer ->
                signer.transforms(
                    XmlSigner.transform(Transform.ENVELOPED),
                    XmlSigner.transform(
                        Transform.XPATH,
                        new XPathFilterParameterSpec("not(ancestor-or-self::NameID)")),
                    XmlSigner.transform(CanonicalizationMethod.EXCLUSIVE)))
        .withMessageContaining("refused");
  }

  @Test
  void a_transform_by_base64_is_refused() {
    corp.refusedWhen(
            document ->
                ((Element) document.getElementsByTagNameNS("*", "Transform").item(1))
                    .setAttribute("Algorithm", Transform.BASE64))
        .withMessageContaining("transforms it otherwise");
  }

  @Test
  void more_transforms_than_two_are_refused() {
    signed(
            signer ->
                signer.transforms(
                    XmlSigner.transform(Transform.ENVELOPED),
                    XmlSigner.transform(CanonicalizationMethod.EXCLUSIVE),
                    XmlSigner.transform(CanonicalizationMethod.EXCLUSIVE)))
        .withMessageContaining("transforms it otherwise");
  }

  @Test
  void inclusive_canonical_form_is_refused() {
    signed(
            signer ->
                signer.transforms(
                    XmlSigner.transform(Transform.ENVELOPED),
                    XmlSigner.transform(CanonicalizationMethod.INCLUSIVE)))
        .withMessageContaining("transforms it otherwise");
    signed(signer -> signer.canonical(CanonicalizationMethod.INCLUSIVE))
        .withMessageContaining("not in exclusive canonical form");
  }

  @Test
  void a_signature_that_leaves_itself_to_chance_is_refused() {
    signed(signer -> signer.transforms(XmlSigner.transform(Transform.ENVELOPED)))
        .withMessageContaining("transforms it otherwise");
  }

  @Test
  void an_object_in_the_signature_is_refused() {
    corp.refusedWhen(
            document ->
                Xml.first(document, "Signature")
                    .appendChild(document.createElementNS(SIGNATURE, "ds:Object")))
        .withMessageContaining("more in it than a signature");
  }

  @Test
  void foreign_elements_in_the_signature_are_refused() {
    for (String inside : List.of("Signature", "SignedInfo", "SignatureMethod", "DigestValue")) {
      corp.refusedWhen(
              document ->
                  Xml.first(document, inside)
                      .appendChild(document.createElementNS("urn:other", "o:More")))
          .withMessageContaining("more in it than a signature");
    }
  }

  @Test
  void two_signed_infos_are_refused() {
    corp.refusedWhen(
            document -> {
              Element info = Xml.first(document, "SignedInfo");
              info.getParentNode().insertBefore(info.cloneNode(true), info);
            })
        .withMessageContaining("malformed");
  }

  @Test
  void two_digest_values_are_refused() {
    corp.refusedWhen(
            document -> {
              Element value = Xml.first(document, "DigestValue");
              value.getParentNode().insertBefore(value.cloneNode(true), value);
            })
        .withMessageContaining("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "!", "=", "AA=A", "\u00e4"})
  void a_signature_value_that_is_none_is_refused(String value) {
    corp.refusedWhen(document -> Xml.first(document, "SignatureValue").setTextContent(value))
        .withMessageContaining("refused");
    corp.refusedWhen(document -> Xml.first(document, "DigestValue").setTextContent(value))
        .withMessageContaining("refused");
  }

  /** What is said of keys is thrown away unread, however strange it is. */
  @Test
  void nonsense_about_keys_is_not_even_looked_at() throws Exception {
    org.w3c.dom.Document document = corp.answer().document();
    Element info = Xml.first(document, "KeyInfo");
    while (info.getFirstChild() != null) {
      info.removeChild(info.getFirstChild());
    }
    Element retrieval = document.createElementNS(SIGNATURE, "ds:RetrievalMethod");
    retrieval.setAttribute("URI", "http://127.0.0.1:9/key");
    info.appendChild(retrieval);

    org.assertj.core.api.Assertions.assertThat(corp.arriveXml(Xml.write(document)).subject())
        .isEqualTo("u-1");
  }
}

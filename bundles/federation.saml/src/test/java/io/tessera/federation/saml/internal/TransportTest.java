package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.spi.RefusedSignInException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers come, and documents that are no answers at all. */
class TransportTest {
  private final CorpSignIn corp = new CorpSignIn();

  private ThrowableAssertAlternative<RefusedSignInException> with(
      Map<String, List<String>> parameters) {
    return assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.arriveWith(parameters));
  }

  private ThrowableAssertAlternative<RefusedSignInException> bytes(byte[] bytes) {
    return with(Map.of("SAMLResponse", List.of(Base64.getEncoder().encodeToString(bytes))));
  }

  @Test
  void no_response_is_refused() {
    with(Map.of()).withMessageContaining("no SAMLResponse");
    with(Map.of("SAMLResponse", List.of())).withMessageContaining("no SAMLResponse");
    with(Map.of("SAMLRequest", List.of(corp.answer().encoded())))
        .withMessageContaining("no SAMLResponse");
  }

  @Test
  void two_responses_are_refused_even_when_they_are_the_same() {
    String response = corp.answer().encoded();

    with(Map.of("SAMLResponse", List.of(response, response)))
        .withMessageContaining("more than one SAMLResponse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAML%52esponse", "%53AMLResponse", "samlresponse", "SAMLRESPONSE"})
  void a_name_that_others_may_read_as_the_right_one_is_refused(String name) {
    String response = corp.answer().encoded();

    with(Map.of(name, List.of(response))).withMessageContaining("read in two ways");
    with(Map.of("SAMLResponse", List.of(response), name, List.of(response)))
        .withMessageContaining("read in two ways");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "PHNhbWw", "PHNhbWw=PHNhbWw=", "PHNh-WxQ", "=", "<xml/>", "\u00e9"})
  void what_is_not_base64_is_refused(String value) {
    with(Map.of("SAMLResponse", List.of(value))).withMessageContaining("refused");
  }

  @Test
  void an_empty_response_is_refused() {
    with(Map.of("SAMLResponse", List.of(""))).withMessageContaining("not well-formed");
  }

  @Test
  void a_huge_response_is_refused_unread() {
    with(Map.of("SAMLResponse", List.of("A".repeat(500_000)))).withMessageContaining("256 KiB");
    bytes(("<a>" + " ".repeat(256 * 1024) + "</a>").getBytes(UTF_8))
        .withMessageContaining("256 KiB");
  }

  @Test
  void a_doctype_is_refused() {
    corp.refused("<!DOCTYPE a>" + corp.answer().xml()).withMessageContaining("has a DOCTYPE");
  }

  @Test
  void entities_are_refused() {
    corp.refused(
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + corp.answer().xml().replace("u-1", "&x;"))
        .withMessageContaining("has a DOCTYPE");
    corp.refused(corp.answer().xml().replace("u-1", "&x;"))
        .withMessageContaining("not well-formed");
  }

  @Test
  void attributes_by_default_cannot_be_declared() {
    corp.refused("<!DOCTYPE a [<!ATTLIST saml:Assertion ID CDATA \"_x\">]>" + corp.answer().xml())
        .withMessageContaining("has a DOCTYPE");
  }

  @Test
  void comments_anywhere_are_refused() {
    corp.refused(corp.answer().xml() + "<!-- -->").withMessageContaining("has a comment");
    corp.refused("<!-- -->" + corp.answer().xml()).withMessageContaining("has a comment");
    corp.refused(corp.answer().xml().replace("</ds:DigestValue>", "<!-- --></ds:DigestValue>"))
        .withMessageContaining("has a comment");
  }

  @Test
  void processing_instructions_anywhere_are_refused() {
    corp.refused("<?x y?>" + corp.answer().xml()).withMessageContaining("processing instruction");
  }

  @Test
  void deep_documents_are_refused() {
    int depth = 5_000;
    corp.refused("<a>".repeat(depth) + "</a>".repeat(depth)).withMessageContaining("too deep");
    corp.refused("<a>".repeat(33) + "</a>".repeat(33)).withMessageContaining("too deep");
  }

  @Test
  void documents_of_many_elements_or_attributes_are_refused() {
    corp.refused("<a>" + "<b/>".repeat(8_000) + "</a>").withMessageContaining("8000 elements");
    StringBuilder attributes = new StringBuilder("<a");
    for (int i = 0; i < 1_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    corp.refused(attributes.append("/>").toString()).withMessageContaining("not well-formed");
  }

  @Test
  void other_encodings_than_utf_8_are_refused() {
    bytes(corp.answer().xml().getBytes(UTF_16)).withMessageContaining("not UTF-8");
    bytes("<a>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1)).withMessageContaining("not UTF-8");
    corp.refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + corp.answer().xml())
        .withMessageContaining("says that it is not UTF-8");
    corp.refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + corp.answer().xml())
        .withMessageContaining("UTF-8");
  }

  @Test
  void xml_1_1_is_refused() {
    corp.refused("<?xml version=\"1.1\"?>" + corp.answer().xml())
        .withMessageContaining("not XML 1.0");
  }

  @Test
  void a_declaration_of_utf_8_and_its_mark_are_fine() throws Exception {
    assertThat(
            corp.arriveXml(
                    "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + corp.answer().xml())
                .subject())
        .isEqualTo("u-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response/>",
        "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:1.0:protocol\"/>",
        "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>",
        "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" Version=\"2.0\"/>",
        "<p:LogoutResponse xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" Version=\"2.0\"/>",
        "<p:Response/>",
        "<a b=\"1\" b=\"2\"/>",
        "{\"saml\": true}",
        "\u0000"
      })
  void what_is_no_response_is_refused(String xml) {
    corp.refused(xml).withMessageContaining("refused");
  }

  @Test
  void a_prefix_that_means_something_else_is_refused() {
    corp.refused(
            corp.answer()
                .xml()
                .replace("urn:oasis:names:tc:SAML:2.0:assertion", "urn:other:assertion"))
        .withMessageContaining("refused");
  }

  @Test
  void a_response_without_an_assertion_is_refused() {
    corp.refusedWhen(
            document -> {
              var assertion = io.tessera.federation.saml.Xml.first(document, "Assertion");
              assertion.getParentNode().removeChild(assertion);
            })
        .withMessageContaining("0 assertions");
  }
}

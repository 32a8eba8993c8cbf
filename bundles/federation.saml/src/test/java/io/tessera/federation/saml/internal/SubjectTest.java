package io.tessera.federation.saml.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Who the person is, and what is told of them. */
class SubjectTest {
  private final CorpSignIn corp = new CorpSignIn();

  /** Signed without its comments, cut off at the first by careless readers. */
  @Test
  void a_comment_in_the_name_is_refused() {
    corp.refusedWhen(
            document -> {
              Element nameId = Xml.first(document, "NameID");
              nameId.setTextContent("u");
              nameId.appendChild(document.createComment("x"));
              nameId.appendChild(document.createTextNode("-1"));
            })
        .withMessageContaining("has a comment");
  }

  @Test
  void cdata_and_processing_instructions_in_the_name_are_refused() {
    corp.refusedWhen(
            document -> {
              Element nameId = Xml.first(document, "NameID");
              nameId.setTextContent("");
              nameId.appendChild(document.createCDATASection("u-1"));
            })
        .withMessageContaining("CDATA");
    corp.refusedWhen(
            document ->
                Xml.first(document, "NameID")
                    .appendChild(document.createProcessingInstruction("x", "y")))
        .withMessageContaining("processing instruction");
  }

  @Test
  void elements_in_the_name_are_refused() {
    String xml = corp.answer().with(a -> a.nameId = "NAME").unsigned().replace("NAME", "u<b/>-1");

    corp.refused(signed(xml)).withMessageContaining("NameID has to be a text");
  }

  private String signed(String unsigned) {
    var document = Xml.read(unsigned);
    corp.answer().assertionSigner.sign(document, Xml.first(document, "Assertion"));
    return Xml.write(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
      })
  void a_name_that_may_be_somebody_elses_tomorrow_is_refused_with_what_to_configure(String format) {
    corp.refused(a -> a.format = format)
        .matches(refused -> refused.fault() == Fault.CONFIGURATION)
        .withMessageContaining("subjectAttribute");
  }

  @Test
  void a_name_without_a_format_is_not_persistent() {
    corp.refused(a -> a.format = null).matches(r -> r.fault() == Fault.CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " u-1", "u-1 ", "u-1\n", "u\u0000-1", "u\u200b-1", "\u202eu-1", "\ue000"})
  void a_name_that_looks_like_another_is_refused(String name) {
    corp.refused(
            Xml.write(
                corp.answer().with(a -> a.nameId = name.replace("\u0000", "\u0085")).document()))
        .withMessageContaining("its NameID");
  }

  @Test
  void a_name_of_any_length_is_refused() {
    corp.refused(a -> a.nameId = "x".repeat(257)).withMessageContaining("256");
  }

  @Test
  void no_name_at_all_is_refused() {
    corp.refused(a -> a.nameId = null).withMessageContaining("has no NameID");
  }

  @Test
  void a_name_of_another_party_is_refused() {
    corp.refused(a -> a.nameIdAttributes = " NameQualifier=\"https://other.example\"")
        .withMessageContaining("another party's");
    corp.refused(a -> a.nameIdAttributes = " SPNameQualifier=\"https://other.example\"")
        .withMessageContaining("meant for another party");
  }

  @Test
  void the_attribute_that_names_people_has_to_have_one_value() {
    corp.naming("uid");

    corp.refused(a -> {}).withMessageContaining("0 values");
    corp.refused(a -> a.attribute("uid", "a", "b")).withMessageContaining("2 values");
    corp.refused(a -> a.attribute("uid", " ")).withMessageContaining("is empty");
    corp.refused(a -> a.attribute("uid", "a ")).withMessageContaining("blanks");
  }

  @Test
  void the_attribute_that_names_people_may_be_meant_by_its_friendly_name() throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(
                a -> {
                  a.nameId = null;
                  a.attributeStatement =
                      "<a:AttributeStatement><a:Attribute"
                          + " Name=\"urn:oid:0.9.2342.19200300.100.1.1\""
                          + " FriendlyName=\"uid\"><a:AttributeValue>u-9</a:AttributeValue>"
                          + "</a:Attribute></a:AttributeStatement>";
                });

    assertThat(corp.naming("uid").arrive(answer).subject()).isEqualTo("u-9");
  }

  @Test
  void a_friendly_name_of_two_attributes_means_neither() throws Exception {
    String statement =
        "<a:AttributeStatement><a:Attribute Name=\"n1\""
            + " FriendlyName=\"f\"><a:AttributeValue>1</a:AttributeValue></a:Attribute><a:Attribute"
            + " Name=\"n2\""
            + " FriendlyName=\"f\"><a:AttributeValue>2</a:AttributeValue></a:Attribute><a:Attribute"
            + " Name=\"n3\""
            + " FriendlyName=\"n1\"><a:AttributeValue>3</a:AttributeValue></a:Attribute>"
            + "</a:AttributeStatement>";

    var claims = corp.arrive(corp.answer().with(a -> a.attributeStatement = statement)).claims();

    assertThat(claims).doesNotContainKey("f").containsEntry("n1", List.of("1"));
  }

  @Test
  void values_are_told_as_they_are_and_structures_are_not() throws Exception {
    String statement =
        "<a:AttributeStatement xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><a:Attribute"
            + " Name=\"text\"><a:AttributeValue> a &amp; b"
            + " </a:AttributeValue></a:Attribute><a:Attribute Name=\"none\"/><a:Attribute"
            + " Name=\"nil\"><a:AttributeValue xsi:nil=\"true\"/></a:Attribute><a:Attribute"
            + " Name=\"empty\"><a:AttributeValue/></a:Attribute><a:Attribute"
            + " Name=\"tree\"><a:AttributeValue>x</a:AttributeValue>"
            + "<a:AttributeValue><b>y</b></a:AttributeValue></a:Attribute><a:Attribute"
            + " Name=\"id\"><a:AttributeValue><a:NameID>z</a:NameID></a:AttributeValue></a:Attribute>"
            + "</a:AttributeStatement>";

    var claims = corp.arrive(corp.answer().with(a -> a.attributeStatement = statement)).claims();

    assertThat(claims)
        .containsEntry("text", List.of(" a & b "))
        .containsEntry("none", List.of())
        .containsEntry("nil", List.of())
        .containsEntry("empty", List.of(""))
        .containsEntry("id", List.of("z"))
        .doesNotContainKey("tree");
  }

  @Test
  void an_attribute_without_a_name_is_refused() {
    corp.refused(
            a ->
                a.attributeStatement =
                    "<a:AttributeStatement><a:Attribute/></a:AttributeStatement>")
        .withMessageContaining("no usable name");
  }

  @Test
  void attributes_are_counted() {
    corp.refused(
            a -> {
              for (int i = 0; i < 301; i++) {
                a.attribute("n" + i, "v");
              }
            })
        .withMessageContaining("over 300 attributes");
    corp.refused(a -> a.attribute("n", "v".repeat(17 * 1024))).withMessageContaining("too long");
  }

  @Test
  void an_attribute_that_is_called_as_the_name_is_the_attribute() throws Exception {
    assertThat(corp.arrive(corp.answer().attribute("NameID", "x")).claims())
        .containsEntry("NameID", List.of("x"));
  }
}

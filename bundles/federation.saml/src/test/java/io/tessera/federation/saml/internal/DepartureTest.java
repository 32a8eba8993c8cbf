package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.Xml;
import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What identity providers are asked, and told. */
class DepartureTest {
  private static final URI HOME = URI.create("https://tessera.example/login");

  private final CorpSignIn corp = new CorpSignIn();

  private static SignIn.Saml settings(String signIn, String signOut, String format) {
    return new SignIn.Saml(CorpSignIn.CORP, signIn, signOut, format, "");
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : address.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  private static Document request(URI address) throws Exception {
    byte[] deflated = Base64.getDecoder().decode(query(address).get("SAMLRequest"));
    try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
      return Xml.read(new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void a_browser_is_sent_with_a_request_that_says_where_the_answer_goes() throws Exception {
    Departure departure = corp.saml.depart(corp.party(), "a state&more");

    assertThat(departure.address().toString()).startsWith("https://corp.example/sso?SAMLRequest=");
    assertThat(query(departure.address())).containsEntry("RelayState", "a state&more");
    Element request = request(departure.address()).getDocumentElement();
    assertThat(request.getLocalName()).isEqualTo("AuthnRequest");
    assertThat(request.getAttribute("ID")).isEqualTo(departure.remembered().get("request"));
    assertThat(request.getAttribute("Version")).isEqualTo("2.0");
    assertThat(request.getAttribute("IssueInstant")).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(request.getAttribute("Destination")).isEqualTo("https://corp.example/sso");
    assertThat(request.getAttribute("ProtocolBinding")).endsWith(":HTTP-POST");
    assertThat(request.getAttribute("AssertionConsumerServiceURL"))
        .isEqualTo(CorpSignIn.CALLBACK.toString());
    assertThat(Xml.child(request, "Issuer").getTextContent()).isEqualTo(CorpSignIn.US);
    assertThat(Xml.child(request, "NameIDPolicy").getAttribute("Format"))
        .isEqualTo(SignIn.Saml.PERSISTENT);
  }

  @Test
  void no_two_requests_are_called_the_same() throws Exception {
    assertThat(corp.saml.depart(corp.party(), "s").remembered())
        .isNotEqualTo(corp.saml.depart(corp.party(), "s").remembered());
  }

  @Test
  void an_address_with_a_query_keeps_it() throws Exception {
    corp.settings(settings("https://corp.example/sso?tenant=1", "", Names.UNSPECIFIED));

    URI address = corp.saml.depart(corp.party(), "s").address();

    assertThat(query(address)).containsEntry("tenant", "1").containsKey("SAMLRequest");
    assertThat(
            Xml.child(request(address).getDocumentElement(), "NameIDPolicy").hasAttribute("Format"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "corp.example/sso",
        "http://corp.example/sso",
        "javascript:alert(1)",
        "https:///sso",
        "https://corp.example/sso#x",
        "https://corp.example/s so"
      })
  void browsers_are_sent_nowhere_unsafe(String address) {
    corp.settings(settings(address, "", SignIn.Saml.PERSISTENT));

    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.depart(corp.party(), "s"))
        .matches(refused -> refused.fault() == Fault.CONFIGURATION)
        .withMessageContaining("sign-in URL");
  }

  @Test
  void nobody_departs_whose_answer_could_not_be_verified() {
    corp.certificates();

    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.depart(corp.party(), "s"))
        .matches(refused -> refused.fault() == Fault.CONFIGURATION)
        .withMessageContaining("no certificate");
    corp.certificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.depart(corp.party(), "s"))
        .withMessageContaining("no X.509 certificate");
  }

  @Test
  void signing_out_names_the_person_and_the_session_there() throws Exception {
    Assertion assertion =
        corp.arrive(
            corp.answer()
                .with(a -> a.nameIdAttributes = " SPNameQualifier=\"" + CorpSignIn.US + "\""));
    corp.settings(settings("https://corp.example/sso", "https://corp.example/slo", ""));

    URI address = corp.saml.signOut(corp.party(), assertion, HOME).orElseThrow().address();

    Element request = request(address).getDocumentElement();
    assertThat(request.getLocalName()).isEqualTo("LogoutRequest");
    assertThat(request.getAttribute("Destination")).isEqualTo("https://corp.example/slo");
    Element nameId = Xml.child(request, "NameID");
    assertThat(nameId.getTextContent()).isEqualTo("u-1");
    assertThat(nameId.getAttribute("Format")).isEqualTo(SignIn.Saml.PERSISTENT);
    assertThat(nameId.getAttribute("SPNameQualifier")).isEqualTo(CorpSignIn.US);
    assertThat(Xml.child(request, "SessionIndex").getTextContent()).isEqualTo("s-1");
  }

  @Test
  void where_there_is_no_place_to_sign_out_nobody_is_sent() throws Exception {
    Assertion assertion = corp.arrive(corp.answer());

    assertThat(corp.saml.signOut(corp.party(), assertion, HOME)).isEmpty();
    corp.settings(settings("https://corp.example/sso", "http://corp.example/slo", ""));
    assertThat(corp.saml.signOut(corp.party(), assertion, HOME)).isEmpty();
    corp.settings(settings("https://corp.example/sso", "https://corp.example/slo", ""));
    Assertion strange =
        new Assertion(
            assertion.identityProvider(),
            assertion.issuer(),
            assertion.subject(),
            Map.of(),
            assertion.authenticated(),
            Optional.of("%zz x y"));
    assertThat(corp.saml.signOut(corp.party(), strange, HOME)).isEmpty();
  }

  @Test
  void our_metadata_say_who_we_are_and_that_assertions_have_to_be_signed() {
    Element entity = Xml.read(corp.saml.metadata(corp.party()).orElseThrow()).getDocumentElement();

    assertThat(entity.getAttribute("entityID")).isEqualTo(CorpSignIn.US);
    Element descriptor = Xml.child(entity, "SPSSODescriptor");
    assertThat(descriptor.getAttribute("WantAssertionsSigned")).isEqualTo("true");
    assertThat(descriptor.getAttribute("AuthnRequestsSigned")).isEqualTo("false");
    Element service = Xml.child(descriptor, "AssertionConsumerService");
    assertThat(service.getAttribute("Location")).isEqualTo(CorpSignIn.CALLBACK.toString());
    assertThat(service.getAttribute("Binding")).endsWith(":HTTP-POST");
  }

  @Test
  void where_there_is_an_alias_we_call_ourselves_so() throws Exception {
    corp.aliased();

    URI address = corp.saml.depart(corp.party(), "s").address();

    assertThat(Xml.child(request(address).getDocumentElement(), "Issuer").getTextContent())
        .isEqualTo(CorpSignIn.ALIAS);
    assertThat(corp.saml.metadata(corp.party()).orElseThrow())
        .contains("entityID=\"" + CorpSignIn.ALIAS + "\"");
  }

  @Test
  void a_party_that_is_not_set_up_for_saml_is_refused() {
    corp.settings(SignIn.Saml.NONE);

    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.depart(corp.party(), "s"))
        .withMessageContaining("entity id");
    corp.refused("<a/>").withMessageContaining("entity id");
  }
}

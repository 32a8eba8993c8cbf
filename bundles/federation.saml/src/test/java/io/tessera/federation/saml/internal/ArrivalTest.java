package io.tessera.federation.saml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.SigningKey;
import io.tessera.federation.saml.XmlSigner;
import io.tessera.provisioning.api.federation.Assertion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are taken, in the shapes that products send. */
class ArrivalTest {
  private final CorpSignIn corp = new CorpSignIn();

  @Test
  void whoever_was_asked_for_and_is_vouched_for_arrives() throws Exception {
    Assertion assertion =
        corp.arrive(
            corp.answer().attribute("mail", "u1@corp.example").attribute("groups", "a", "b"));

    assertThat(assertion.identityProvider()).isEqualTo(corp.party().provider().id());
    assertThat(assertion.issuer()).isEqualTo(CorpSignIn.CORP);
    assertThat(assertion.subject()).isEqualTo("u-1");
    assertThat(assertion.authenticated()).isEqualTo(CorpSignIn.NOW);
    assertThat(assertion.session()).isPresent();
    assertThat(assertion.claims())
        .containsOnly(
            entry("mail", List.of("u1@corp.example")),
            entry("groups", List.of("a", "b")),
            entry("NameID", List.of("u-1")));
  }

  /** Keycloak: both signed, a signature prefix of its own, one Attribute for each role. */
  @Test
  void an_answer_as_keycloak_sends_it_is_taken() throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(
                a -> {
                  a.responseSigner = XmlSigner.of(CorpSignIn.KEY).prefix("dsig");
                  a.assertionSigner = XmlSigner.of(CorpSignIn.KEY).prefix("dsig");
                  a.assertionPrefix = "";
                  a.sessionIndex = "0c5e::3d1f";
                  a.attributeStatement =
                      "<a:AttributeStatement>"
                          + role("staff")
                          + role("offline_access")
                          + "</a:AttributeStatement>";
                });

    assertThat(corp.arrive(answer).claims())
        .containsEntry("Role", List.of("staff", "offline_access"));
  }

  private static String role(String name) {
    return "<a:Attribute FriendlyName=\"\" Name=\"Role\""
        + " NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\">"
        + "<a:AttributeValue xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\">"
        + name
        + "</a:AttributeValue></a:Attribute>";
  }

  /** Entra: default namespaces, signatures without a prefix, no issuer format, an hour. */
  @Test
  void an_answer_as_entra_sends_it_is_taken() throws Exception {
    String upn = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";
    SamlAnswer answer =
        corp.answer()
            .attribute(upn, "u1@corp.example")
            .attribute("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", "g1", "g2")
            .with(
                a -> {
                  a.assertionPrefix = "";
                  a.assertionSigner = XmlSigner.of(CorpSignIn.KEY).prefix("");
                  a.notBefore = CorpSignIn.NOW.minus(Duration.ofMinutes(5));
                  a.notOnOrAfter = CorpSignIn.NOW.plus(Duration.ofMinutes(65));
                  a.confirmedUntil = CorpSignIn.NOW.plus(Duration.ofMinutes(65));
                });

    assertThat(corp.arrive(answer).claims()).containsEntry(upn, List.of("u1@corp.example"));
  }

  /** AD FS: subject by an attribute, an e-mail address as NameID. */
  @Test
  void an_answer_as_ad_fs_sends_it_is_taken() throws Exception {
    String sid = "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid";
    SamlAnswer answer =
        corp.answer()
            .attribute(sid, "S-1-5-21-1-2-3-1104")
            .with(
                a -> {
                  a.assertionPrefix = "";
                  a.assertionSigner = XmlSigner.of(CorpSignIn.KEY).prefix("ds");
                  a.format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
                  a.nameId = "u1@corp.example";
                });

    Assertion assertion = corp.naming(sid).arrive(answer);

    assertThat(assertion.subject()).isEqualTo("S-1-5-21-1-2-3-1104");
    assertThat(assertion.claims()).containsEntry("NameID", List.of("u1@corp.example"));
  }

  /** Okta: saml2p and saml2, both signed, a namespace that only values use. */
  @Test
  void an_answer_as_okta_sends_it_is_taken() throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(
                a -> {
                  a.protocolPrefix = "saml2p";
                  a.assertionPrefix = "saml2";
                  XmlSigner signer =
                      XmlSigner.of(CorpSignIn.KEY)
                          .transforms(
                              XmlSigner.transform(Transform.ENVELOPED),
                              XmlSigner.exclusiveWith("xs"));
                  a.assertionSigner = signer;
                  a.responseSigner = signer;
                  a.attributeStatement =
                      "<a:AttributeStatement xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">"
                          + "<a:Attribute Name=\"email\"><a:AttributeValue"
                          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                          + " xsi:type=\"xs:string\">u1@corp.example</a:AttributeValue>"
                          + "</a:Attribute></a:AttributeStatement>";
                });

    assertThat(corp.arrive(answer).claims()).containsEntry("email", List.of("u1@corp.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384,"
        + " http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512, http://www.w3.org/2001/04/xmlenc#sha512",
    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1,"
        + " http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1,"
        + " http://www.w3.org/2001/04/xmlenc#sha512"
  })
  void strong_algorithms_of_rsa_are_taken(String method, String digest) throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(a -> a.assertionSigner = a.assertionSigner.method(method).digest(digest));

    assertThat(corp.arrive(answer).subject()).isEqualTo("u-1");
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, 256", "secp384r1, 384", "secp521r1, 512"})
  void elliptic_curves_are_taken(String curve, String hash) throws Exception {
    SigningKey key = SigningKey.ec(curve);
    SamlAnswer answer =
        corp.answer()
            .with(
                a ->
                    a.assertionSigner =
                        XmlSigner.of(key)
                            .method("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha" + hash));

    assertThat(corp.trusting(key).arrive(answer).subject()).isEqualTo("u-1");
  }

  @Test
  void while_keys_change_either_one_may_have_signed() throws Exception {
    SigningKey ec = SigningKey.ec("secp256r1");
    corp.trusting(ec, CorpSignIn.OTHER_KEY, CorpSignIn.KEY);

    assertThat(corp.arrive(corp.answer()).subject()).isEqualTo("u-1");
    assertThat(corp.arrive(corp.answer().with(a -> a.assertionSigner = XmlSigner.of(ec))).subject())
        .isEqualTo("u-1");
  }

  /** A certificate is the frame of a key; what is trusted no more is taken out by hand. */
  @Test
  void a_certificate_that_has_run_out_still_says_which_key_is_trusted() throws Exception {
    SigningKey old = SigningKey.rsa(2048, java.time.Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(
            corp.trusting(old)
                .arrive(corp.answer().with(a -> a.assertionSigner = XmlSigner.of(old)))
                .subject())
        .isEqualTo("u-1");
  }

  @Test
  void it_does_not_matter_whether_comments_would_have_been_signed() throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(
                a ->
                    a.assertionSigner =
                        a.assertionSigner
                            .canonical(CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS)
                            .transforms(
                                XmlSigner.transform(Transform.ENVELOPED),
                                XmlSigner.transform(
                                    CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS)));

    assertThat(corp.arrive(answer).subject()).isEqualTo("u-1");
  }

  @Test
  void a_signature_needs_no_word_about_its_key() throws Exception {
    SamlAnswer answer = corp.answer().with(a -> a.assertionSigner = a.assertionSigner.named(null));

    assertThat(corp.arrive(answer).subject()).isEqualTo("u-1");
  }

  @Test
  void lines_of_base64_may_be_broken() throws Exception {
    String broken =
        java.util.Base64.getMimeEncoder()
            .encodeToString(corp.answer().xml().getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(corp.arriveWith(Map.of("SAMLResponse", List.of(broken))).subject()).isEqualTo("u-1");
  }

  @ParameterizedTest
  @ValueSource(longs = {-119, 119})
  void clocks_may_be_two_minutes_apart(long seconds) throws Exception {
    SamlAnswer answer =
        corp.corp.answer(
            CorpSignIn.REQUEST,
            CorpSignIn.CALLBACK.toString(),
            CorpSignIn.US,
            CorpSignIn.NOW.plusSeconds(seconds));
    answer.notOnOrAfter = CorpSignIn.NOW.plusSeconds(seconds).plusSeconds(1);
    answer.confirmedUntil = answer.notOnOrAfter;

    assertThat(corp.arrive(answer).subject()).isEqualTo("u-1");
  }

  @Test
  void a_name_id_qualified_by_them_for_us_is_taken() throws Exception {
    SamlAnswer answer =
        corp.answer()
            .with(
                a ->
                    a.nameIdAttributes =
                        " NameQualifier=\""
                            + CorpSignIn.CORP
                            + "\" SPNameQualifier=\""
                            + CorpSignIn.US
                            + "\"");

    assertThat(corp.arrive(answer).subject()).isEqualTo("u-1");
  }

  @Test
  void nothing_personal_is_in_what_is_printed_of_it() throws Exception {
    assertThat(corp.arrive(corp.answer().attribute("mail", "u1@corp.example")).toString())
        .doesNotContain("u-1")
        .doesNotContain("u1@corp.example");
  }
}

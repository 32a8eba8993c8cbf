package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.SamlIdentityProvider;
import io.tessera.federation.saml.SigningKey;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.spi.PartyMetadata.Described;
import io.tessera.provisioning.api.spi.PartyMetadata.UnreadableMetadataException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of identity providers, as files. */
class SamlMetadataTest {
  private static final String NAMESPACES =
      " xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
          + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
  private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
  private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

  private final SamlMetadata metadata =
      new SamlMetadata(Clock.fixed(CorpSignIn.NOW, ZoneOffset.UTC));

  private static String entity(String descriptor) {
    return "<md:EntityDescriptor"
        + NAMESPACES
        + " entityID=\"https://corp.example/idp\">"
        + descriptor
        + "</md:EntityDescriptor>";
  }

  private static String descriptor(String attributes, String content) {
    return "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol"
        + " urn:oasis:names:tc:SAML:2.0:protocol\" "
        + attributes
        + ">"
        + content
        + "</md:IDPSSODescriptor>";
  }

  private static String key(String use, SigningKey key) {
    return "<md:KeyDescriptor"
        + use
        + "><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n  "
        + key.base64()
        + "\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
  }

  private static String service(String name, String binding, String location) {
    return "<md:" + name + " Binding=\"" + binding + "\" Location=\"" + location + "\"/>";
  }

  private static final String SIGN_IN =
      service("SingleSignOnService", REDIRECT, "https://corp.example/sso?a=1&amp;b=2");

  private Described read(String document) {
    return metadata.read(document.getBytes(UTF_8));
  }

  @Test
  void who_it_is_where_one_signs_in_and_out_and_its_keys_are_read() {
    Described described =
        read(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- made by hand -->\n"
                + entity(
                    descriptor(
                        "",
                        key(" use=\"signing\"", CorpSignIn.KEY)
                            + key(" use=\"encryption\"", CorpSignIn.OTHER_KEY)
                            + key("", CorpSignIn.KEY)
                            + service("SingleLogoutService", REDIRECT, "https://corp.example/slo")
                            + "<md:NameIDFormat>"
                            + SignIn.Saml.PERSISTENT
                            + "</md:NameIDFormat>"
                            + service("SingleSignOnService", POST, "https://corp.example/post")
                            + SIGN_IN)));

    assertThat(described.saml())
        .isEqualTo(
            new SignIn.Saml(
                "https://corp.example/idp",
                "https://corp.example/sso?a=1&b=2",
                "https://corp.example/slo",
                SignIn.Saml.PERSISTENT,
                ""));
    assertThat(described.certificates()).containsExactly(CorpSignIn.KEY.pem());
    assertThat(described.warnings()).isEmpty();
  }

  @Test
  void what_it_describes_can_be_signed_in_with() throws Exception {
    try (SamlIdentityProvider corp = SamlIdentityProvider.start()) {
      Described described = read(corp.metadata());
      CorpSignIn signIn = new CorpSignIn().settings(described.saml());
      signIn.certificates(described.certificates().toArray(String[]::new));
      SamlSignIn saml = new SamlSignIn(Clock.systemUTC());

      var departure = saml.depart(signIn.party(), "state");
      var back = corp.visit(departure.address());

      assertThat(back.relayState()).isEqualTo("state");
      assertThat(
              saml.arrive(
                      signIn.party(),
                      departure.remembered(),
                      java.util.Map.of("SAMLResponse", java.util.List.of(back.samlResponse())))
                  .subject())
          .isEqualTo("u-1");
    }
  }

  @Test
  void the_only_one_in_a_list_is_meant() {
    String one = entity(descriptor("", key("", CorpSignIn.KEY) + SIGN_IN));
    String provider = entity("<md:SPSSODescriptor protocolSupportEnumeration=\"urn:x\"/>");
    String list = "<md:EntitiesDescriptor" + NAMESPACES + ">%s</md:EntitiesDescriptor>";

    assertThat(read(list.formatted(provider + one)).certificates()).hasSize(1);
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(() -> read(list.formatted(one + one)))
        .withMessageContaining("several identity providers");
  }

  @Test
  void what_an_operator_should_know_is_said() {
    SigningKey old = SigningKey.rsa(2048, Instant.parse("2020-01-01T00:00:00Z"));
    Described described =
        read(
            entity(
                descriptor(
                    "WantAuthnRequestsSigned=\"true\" validUntil=\"2026-01-01T00:00:00Z\"",
                    key("", old)
                        + key("", SigningKey.rsa(1024))
                        + "<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAAA"
                        + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
                        + "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
                        + "</md:NameIDFormat>"
                        + SIGN_IN)));

    assertThat(described.certificates()).containsExactly(old.pem());
    assertThat(described.saml().nameIdFormat()).isEqualTo(Names.UNSPECIFIED);
    assertThat(described.warnings())
        .hasSize(6)
        .anyMatch(w -> w.contains("ran out on 2020-01-01"))
        .anyMatch(w -> w.contains("too weak"))
        .anyMatch(w -> w.contains("no X.509"))
        .anyMatch(w -> w.contains("subjectAttribute"))
        .anyMatch(w -> w.contains("wants requests to be signed"))
        .anyMatch(w -> w.contains("out of date"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a/>",
        "{}",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>",
      })
  void what_is_no_description_is_refused(String document) {
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(() -> read(document))
        .withMessageStartingWith("The document ");
  }

  @Test
  void what_cannot_be_used_is_refused_with_the_reason() {
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(() -> read(entity(descriptor("", SIGN_IN))))
        .withMessageContaining("no certificate");
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(() -> read(entity(descriptor("", key("", CorpSignIn.KEY)))))
        .withMessageContaining("HTTP-Redirect");
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(
            () ->
                read(
                    entity(descriptor("", key("", CorpSignIn.KEY) + SIGN_IN))
                        .replace("https://corp.example/idp", " ")))
        .withMessageContaining("entityID");
    assertThatExceptionOfType(UnreadableMetadataException.class)
        .isThrownBy(() -> read("<a>" + " ".repeat(1024 * 1024) + "</a>"))
        .withMessageContaining("1024 KiB");
  }
}

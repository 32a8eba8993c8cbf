package io.tessera.federation.saml.internal;

import io.tessera.federation.spi.RefusedSignInException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the identity provider is asked. */
final class Requests {
  private Requests() {}

  /** AuthnRequest (SAML Core section 3.4.1). */
  static String authentication(SamlParty party, String id, Instant now)
      throws RefusedSignInException {
    XmlText xml =
        begun("AuthnRequest", id, now, party.signInUrl())
            .attribute("ProtocolBinding", Names.POST)
            .attribute("AssertionConsumerServiceURL", party.callback().toString());
    issuer(xml, party);
    xml.begin("samlp:NameIDPolicy");
    String format = party.settings().nameIdFormat();
    if (!format.isBlank() && !format.equals(Names.UNSPECIFIED)) {
      xml.attribute("Format", format);
    }
    return xml.attribute("AllowCreate", "true").end().end().toString();
  }

  /** LogoutRequest (SAML Core section 3.7.1). */
  static String signOut(SamlParty party, String id, Instant now, URI address, Session session) {
    XmlText xml = begun("LogoutRequest", id, now, address);
    issuer(xml, party);
    NameId nameId = session.nameId();
    xml.begin("saml:NameID").attribute("Format", nameId.format());
    if (!nameId.qualifier().isEmpty()) {
      xml.attribute("NameQualifier", nameId.qualifier());
    }
    if (!nameId.spQualifier().isEmpty()) {
      xml.attribute("SPNameQualifier", nameId.spQualifier());
    }
    xml.text(nameId.value()).end();
    if (!session.index().isEmpty()) {
      xml.begin("samlp:SessionIndex").text(session.index()).end();
    }
    return xml.end().toString();
  }

  private static XmlText begun(String name, String id, Instant now, URI address) {
    return new XmlText()
        .begin("samlp:" + name)
        .attribute("xmlns:samlp", Names.PROTOCOL)
        .attribute("xmlns:saml", Names.ASSERTION)
        .attribute("ID", id)
        .attribute("Version", "2.0")
        .attribute("IssueInstant", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .attribute("Destination", address.toString());
  }

  private static void issuer(XmlText xml, SamlParty party) {
    xml.begin("saml:Issuer").text(party.us()).end();
  }
}

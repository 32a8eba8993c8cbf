package io.tessera.federation.saml.internal;

import io.tessera.federation.spi.Party;

/** How we describe ourselves to an identity provider (SAML Metadata section 2.4.4). */
final class OurMetadata {
  private OurMetadata() {}

  static String of(Party party) {
    String format = party.provider().signIn().saml().nameIdFormat();
    XmlText xml =
        new XmlText()
            .begin("md:EntityDescriptor")
            .attribute("xmlns:md", Names.METADATA)
            .attribute("entityID", SamlParty.us(party))
            .begin("md:SPSSODescriptor")
            .attribute("AuthnRequestsSigned", "false")
            .attribute("WantAssertionsSigned", "true")
            .attribute("protocolSupportEnumeration", Names.PROTOCOL);
    if (!format.isBlank()) {
      xml.begin("md:NameIDFormat").text(format).end();
    }
    return xml.begin("md:AssertionConsumerService")
            .attribute("Binding", Names.POST)
            .attribute("Location", party.callback().toString())
            .attribute("index", "0")
            .attribute("isDefault", "true")
            .end()
            .end()
            .end()
        + "\n";
  }
}

package io.tessera.federation.saml;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.w3c.dom.Document;

/**
 * A response as an identity provider puts it together, right unless told otherwise. Each field may
 * be set to anything; null leaves the attribute or element out.
 */
public final class SamlAnswer {
  public static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
  public static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
  private static final Duration MINUTES = Duration.ofMinutes(5);

  public String issuer;
  public String responseIssuer;
  public String inResponseTo;
  public String confirmedInResponseTo;
  public String destination;
  public String recipient;
  public String audience;
  public String version = "2.0";
  public String status = SUCCESS;
  public String subStatus;
  public String nameId = "u-1";
  public String format = PERSISTENT;
  public String nameIdAttributes = "";
  public String method = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  public String responseId = "_" + UUID.randomUUID();
  public String assertionId = "_" + UUID.randomUUID();
  public Instant issued;
  public Instant notBefore;
  public Instant notOnOrAfter;
  public Instant confirmedUntil;
  public Instant confirmedFrom;
  public Instant authenticated;
  public Instant sessionEnds;
  public String sessionIndex = "s-1";

  /** More of Conditions, and more of the assertion, as XML. */
  public String conditions = "";

  public String statements = "";

  /** In place of those made of {@link #attributes}, as XML. */
  public String attributeStatement;

  public final Map<String, List<String>> attributes = new LinkedHashMap<>();
  public XmlSigner assertionSigner;
  public XmlSigner responseSigner;

  /** Prefixes of protocol and assertion; the second empty for the default namespace. */
  public String protocolPrefix = "samlp";

  public String assertionPrefix = "saml";

  SamlAnswer(SigningKey key, Instant now) {
    this.assertionSigner = XmlSigner.of(key);
    this.issued = now;
    this.notBefore = now;
    this.notOnOrAfter = now.plus(MINUTES);
    this.confirmedUntil = now.plus(MINUTES);
    this.authenticated = now;
  }

  public SamlAnswer with(Consumer<SamlAnswer> change) {
    change.accept(this);
    return this;
  }

  public SamlAnswer attribute(String name, String... values) {
    attributes.put(name, List.of(values));
    return this;
  }

  /** As it is sent. */
  public String encoded() {
    return encoded(xml());
  }

  public static String encoded(String xml) {
    return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed. */
  public String xml() {
    return Xml.write(document());
  }

  /** Signed. */
  public Document document() {
    Document document = Xml.read(unsigned());
    if (assertionSigner != null) {
      assertionSigner.sign(document, Xml.first(document, "Assertion"));
    }
    // What declares a prefix is there for certain only once it was written and read.
    document = Xml.read(Xml.write(document));
    if (responseSigner != null) {
      responseSigner.sign(document, document.getDocumentElement());
    }
    return Xml.read(Xml.write(document));
  }

  /** The assertion alone, signed as a document of its own. */
  public String assertionAlone() {
    Document document = Xml.read(assertion());
    assertionSigner.sign(document, document.getDocumentElement());
    return Xml.write(document);
  }

  public String unsigned() {
    String p = protocolPrefix;
    return "<"
        + p
        + ":Response xmlns:"
        + p
        + "=\"urn:oasis:names:tc:SAML:2.0:protocol\""
        + attribute("ID", responseId)
        + attribute("Version", version)
        + time("IssueInstant", issued)
        + attribute("Destination", destination)
        + attribute("InResponseTo", inResponseTo)
        + ">"
        + (responseIssuer == null ? "" : issuer(responseIssuer, "r"))
        + status(p)
        + assertion()
        + "</"
        + p
        + ":Response>";
  }

  private String status(String p) {
    String code = "<" + p + ":StatusCode Value=\"" + status + "\"";
    return "<"
        + p
        + ":Status>"
        + (subStatus == null
            ? code + "/>"
            : code + "><" + p + ":StatusCode Value=\"" + subStatus + "\"/></" + p + ":StatusCode>")
        + "</"
        + p
        + ":Status>";
  }

  private static String issuer(String name, String prefix) {
    return "<"
        + prefix
        + ":Issuer xmlns:"
        + prefix
        + "=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
        + Xml.escaped(name)
        + "</"
        + prefix
        + ":Issuer>";
  }

  public String assertion() {
    String xml =
        "<a:Assertion xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\""
            + attribute("ID", assertionId)
            + attribute("Version", version)
            + time("IssueInstant", issued)
            + ">"
            + (issuer == null ? "" : "<a:Issuer>" + Xml.escaped(issuer) + "</a:Issuer>")
            + subject()
            + "<a:Conditions"
            + time("NotBefore", notBefore)
            + time("NotOnOrAfter", notOnOrAfter)
            + ">"
            + (audience == null
                ? ""
                : "<a:AudienceRestriction><a:Audience>"
                    + Xml.escaped(audience)
                    + "</a:Audience></a:AudienceRestriction>")
            + conditions
            + "</a:Conditions>"
            + (authenticated == null ? "" : authentication())
            + (attributeStatement == null ? attributeStatement() : attributeStatement)
            + statements
            + "</a:Assertion>";
    return assertionPrefix.isEmpty()
        ? xml.replace("<a:", "<").replace("</a:", "</").replace("xmlns:a=", "xmlns=")
        : xml.replace("<a:", "<" + assertionPrefix + ":")
            .replace("</a:", "</" + assertionPrefix + ":")
            .replace("xmlns:a=", "xmlns:" + assertionPrefix + "=");
  }

  private String subject() {
    return "<a:Subject>"
        + (nameId == null
            ? ""
            : "<a:NameID"
                + attribute("Format", format)
                + nameIdAttributes
                + ">"
                + Xml.escaped(nameId)
                + "</a:NameID>")
        + "<a:SubjectConfirmation"
        + attribute("Method", method)
        + "><a:SubjectConfirmationData"
        + attribute("InResponseTo", confirmedInResponseTo)
        + attribute("Recipient", recipient)
        + time("NotBefore", confirmedFrom)
        + time("NotOnOrAfter", confirmedUntil)
        + "/></a:SubjectConfirmation></a:Subject>";
  }

  private String authentication() {
    return "<a:AuthnStatement"
        + time("AuthnInstant", authenticated)
        + attribute("SessionIndex", sessionIndex)
        + time("SessionNotOnOrAfter", sessionEnds)
        + "><a:AuthnContext><a:AuthnContextClassRef>"
        + "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
        + "</a:AuthnContextClassRef></a:AuthnContext></a:AuthnStatement>";
  }

  private String attributeStatement() {
    if (attributes.isEmpty()) {
      return "";
    }
    StringBuilder xml = new StringBuilder("<a:AttributeStatement>");
    attributes.forEach(
        (name, values) -> {
          xml.append("<a:Attribute Name=\"").append(Xml.escaped(name)).append("\">");
          values.forEach(
              value ->
                  xml.append("<a:AttributeValue>")
                      .append(Xml.escaped(value))
                      .append("</a:AttributeValue>"));
          xml.append("</a:Attribute>");
        });
    return xml.append("</a:AttributeStatement>").toString();
  }

  private static String attribute(String name, String value) {
    return value == null ? "" : " " + name + "=\"" + Xml.escaped(value) + "\"";
  }

  private static String time(String name, Instant value) {
    return value == null ? "" : attribute(name, value.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}

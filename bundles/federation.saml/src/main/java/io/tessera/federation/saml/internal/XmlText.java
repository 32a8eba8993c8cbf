package io.tessera.federation.saml.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes small documents. */
final class XmlText {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /**
   * Begins an element.
   *
   * @param name with its prefix
   */
  XmlText begin(String name) {
    endTag();
    out.append('<').append(name);
    open.push(name);
    inTag = true;
    return this;
  }

  /** Of the element that has just begun. */
  XmlText attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  XmlText text(String value) {
    endTag();
    out.append(escaped(value));
    return this;
  }

  XmlText end() {
    String name = open.pop();
    if (inTag) {
      out.append("/>");
      inTag = false;
    } else {
      out.append("</").append(name).append('>');
    }
    return this;
  }

  private void endTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }

  /** What XML cannot hold is written as a question mark. */
  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(isAllowed(c) ? c : '?');
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

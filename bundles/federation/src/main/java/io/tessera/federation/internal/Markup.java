package io.tessera.federation.internal;

/** HTML, in which a value can never become more than a text. */
final class Markup {
  private final StringBuilder html = new StringBuilder(2048);

  /** Adds markup of ours; never anything that came from outside. */
  Markup tag(String ours) {
    html.append(ours);
    return this;
  }

  /** Adds a text. */
  Markup text(String value) {
    escape(value);
    return this;
  }

  /** Adds an element that holds a text and nothing else. */
  Markup element(String name, String value) {
    return tag("<" + name + ">").text(value).tag("</" + name + ">\n");
  }

  /** Adds an attribute to a tag that is still open, with a blank in front. */
  Markup attribute(String name, String value) {
    html.append(' ').append(name).append("=\"");
    escape(value);
    html.append('"');
    return this;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(visible(c));
      }
    }
  }

  /** Controls, and what turns the direction of a line around, would let a value pose as another. */
  private static char visible(char c) {
    boolean turnsAround = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    return (Character.isISOControl(c) && c != '\n') || turnsAround ? '\ufffd' : c;
  }

  @Override
  public String toString() {
    return html.toString();
  }
}

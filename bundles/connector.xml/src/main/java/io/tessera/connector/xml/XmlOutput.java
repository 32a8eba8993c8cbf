package io.tessera.connector.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes documents. Each namespace is declared once, at the root, under a prefix of its own; so
 * elements without a namespace need no undeclaring.
 */
public final class XmlOutput {
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> prefixes = new LinkedHashMap<>();

  private XmlOutput() {}

  /**
   * A document in UTF-8.
   *
   * @throws IllegalArgumentException a value holds what XML cannot; see {@link #canHold}
   */
  public static byte[] bytes(XmlElement root) {
    XmlOutput output = new XmlOutput();
    output.declare(root);
    output.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    output.write(root, true);
    return output.out.toString().getBytes(UTF_8);
  }

  /** Whether a text may stand in XML 1.0: no control characters, no halves of surrogate pairs. */
  public static boolean canHold(String text) {
    return text.codePoints().allMatch(XmlOutput::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  private void declare(XmlElement element) {
    name(element.namespace());
    element.attributes().keySet().stream()
        .filter(a -> a.startsWith("{"))
        .forEach(a -> name(a.substring(1, a.indexOf('}'))));
    element.children().forEach(this::declare);
  }

  private void name(String namespace) {
    if (!namespace.isEmpty()) {
      prefixes.computeIfAbsent(namespace, n -> "n" + prefixes.size());
    }
  }

  private void write(XmlElement element, boolean root) {
    String name = prefixed(element.namespace(), element.name());
    out.append('<').append(name);
    if (root) {
      prefixes.forEach((uri, prefix) -> attribute("xmlns:" + prefix, uri));
    }
    element.attributes().forEach((key, value) -> attribute(attributeName(key), value));
    if (element.children().isEmpty() && element.text().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    escape(element.text());
    element.children().forEach(child -> write(child, false));
    out.append("</").append(name).append('>');
  }

  private String attributeName(String key) {
    int end = key.indexOf('}');
    return end < 0 ? key : prefixed(key.substring(1, end), key.substring(end + 1));
  }

  private String prefixed(String namespace, String name) {
    return namespace.isEmpty() ? name : prefixes.get(namespace) + ":" + name;
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value);
    out.append('"');
  }

  /** Line ends and tabs as references as well: a reader would make others of them. */
  private void escape(String text) {
    if (!canHold(text)) {
      throw new IllegalArgumentException("a value holds characters that XML cannot");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        case '\n' -> out.append("&#10;");
        case '\t' -> out.append("&#9;");
        default -> out.append(c);
      }
    }
  }
}

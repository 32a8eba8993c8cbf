package io.tessera.connector.scim;

/** Texts inside filters and paths. */
public final class ScimText {
  private static final int FIRST_PRINTABLE = 0x20;

  private ScimText() {}

  /** A literal as JSON writes it (RFC 7644 section 3.4.2.2), so that no value ends the literal. */
  public static String quoted(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

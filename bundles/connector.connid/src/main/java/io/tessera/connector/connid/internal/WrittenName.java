package io.tessera.connector.connid.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A name that may be written in several ways: in another case, and as a distinguished name with
 * other escapes (RFC 4514 section 2.4).
 */
final class WrittenName {
  private static final String SEPARATORS = ",+;";
  private static final char ESCAPED = '\u0001';

  private final String canonical;

  WrittenName(String name) {
    canonical = canonical(name);
  }

  /** In any case. */
  boolean isLike(String other) {
    return canonical.toLowerCase(Locale.ROOT).equals(canonical(other).toLowerCase(Locale.ROOT));
  }

  /** In the same case. */
  boolean isSame(String other) {
    return canonical.equals(canonical(other));
  }

  private static String canonical(String name) {
    return name.indexOf('=') < 0 ? name : unescaped(name);
  }

  /** Escaped separators are kept apart from those that separate. */
  private static String unescaped(String name) {
    StringBuilder plain = new StringBuilder();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int octet = c == '\\' ? octet(name, i + 1) : -1;
      if (octet >= 0) {
        octets.write(octet);
        i += 2;
        continue;
      }
      flush(octets, plain);
      if (c == '\\' && i + 1 < name.length()) {
        i++;
        literal(name.substring(i, i + 1), plain);
      } else {
        plain.append(c);
      }
    }
    flush(octets, plain);
    return plain.toString();
  }

  private static int octet(String name, int start) {
    if (start + 2 > name.length()) {
      return -1;
    }
    int high = Character.digit(name.charAt(start), 16);
    int low = Character.digit(name.charAt(start + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void flush(ByteArrayOutputStream octets, StringBuilder plain) {
    literal(octets.toString(StandardCharsets.UTF_8), plain);
    octets.reset();
  }

  private static void literal(String text, StringBuilder plain) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SEPARATORS.indexOf(c) >= 0) {
        plain.append(ESCAPED);
      }
      plain.append(c);
    }
  }
}

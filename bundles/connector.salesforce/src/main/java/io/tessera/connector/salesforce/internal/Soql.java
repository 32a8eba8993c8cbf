package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.RemoteId;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes literals of queries. */
final class Soql {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?");

  private static final Pattern LIKE_ID = Pattern.compile("[a-zA-Z0-9]{1,18}");

  private Soql() {}

  /** A text literal (SOQL and SOSL Reference, "Quoted String Escape Sequences"). */
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder("'");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\'', '\\', '"' -> literal.append('\\').append((char) c);
                default -> {
                  if (Character.isISOControl(c)) {
                    literal.append(String.format("\\u%04x", c));
                  } else {
                    literal.append((char) c);
                  }
                }
              }
            });
    return literal.append('\'').toString();
  }

  /** Whether it is worth asking for; what is no id the org then says itself. */
  static boolean mayBeId(RemoteId id) {
    return LIKE_ID.matcher(id.value()).matches();
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static boolean isId(RemoteId id) {
    return isId(id.value());
  }

  /** A list of literals, for {@code IN}. */
  static String in(Collection<String> texts) {
    return texts.stream().map(Soql::quoted).collect(Collectors.joining(",", "(", ")"));
  }
}

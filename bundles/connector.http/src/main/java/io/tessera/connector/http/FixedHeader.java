package io.tessera.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Credentials.Header;
import io.tessera.connector.spi.ConfigurationException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Credentials in a header that stays the same. */
record FixedHeader(Header header) implements Authentication {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  /** They say how a message is framed and read. */
  private static final Set<String> NOT_FOR_KEYS =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "accept",
          "expect",
          "host",
          "upgrade",
          "transfer-encoding");

  static Header basic(String userAndPassword) {
    return new Header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8)));
  }

  static String name(String header) {
    if (!NAME.matcher(header).matches() || NOT_FOR_KEYS.contains(header.toLowerCase(Locale.ROOT))) {
      throw new ConfigurationException(
          "apiKeyHeader", "is no name of a header that may be set, such as X-API-Key.");
    }
    return header;
  }

  static String present(String property, String text) {
    if (text.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return text.strip();
  }

  static String visible(String property, String text) {
    if (!VISIBLE.matcher(text).matches()) {
      throw new ConfigurationException(property, "is missing or holds blanks; set it.");
    }
    return text;
  }
}

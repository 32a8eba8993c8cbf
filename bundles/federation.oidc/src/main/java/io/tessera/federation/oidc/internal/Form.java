package io.tessera.federation.oidc.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parameters of a query or body, {@code application/x-www-form-urlencoded}. */
final class Form {
  private final StringBuilder text = new StringBuilder();

  Form with(String name, String value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(encoded(name)).append('=').append(encoded(value));
    return this;
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The address with these parameters behind those that it has (RFC 6749 section 3.1). */
  URI behind(URI address) {
    String before = address.toString();
    return URI.create(before + (address.getRawQuery() == null ? "?" : "&") + text);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

package io.tessera.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * As whom requests are made.
 *
 * @param authorization the header; none for what takes no sign-in
 * @param described what a refusal is about, e.g. {@code the password of admin}
 * @param remedy which options to look at then
 */
record Access(Optional<String> authorization, String described, String remedy) {
  static final Access NONE = new Access(Optional.empty(), "", "");

  /**
   * @param source where the password came from, for messages
   */
  static Access password(String user, String password, String source) {
    return new Access(
        basic(user + ":" + password),
        "the password of " + user + source,
        "Check --user and --password-file.");
  }

  /**
   * @param source where the token came from, for messages
   */
  static Access token(String token, String source) {
    return new Access(Optional.of("Bearer " + token), "the token" + source, "Check --token-file.");
  }

  /** A client at the token endpoint, RFC 6749 section 2.3.1. */
  static Access client(String id, String secret) {
    return new Access(
        basic(form(id) + ":" + form(secret)),
        "the secret of the client " + id,
        "Check --client-id and --client-secret-file.");
  }

  private static Optional<String> basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package io.tessera.inbound.http;

import java.util.Map;

/** How those who have to sign in are told so (RFC 7617, RFC 6750 section 3). */
final class Challenge {
  static final String NAME = "WWW-Authenticate";
  private static final String BASIC = "Basic realm=\"" + SignIn.REALM + "\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"" + SignIn.REALM + "\"";

  private Challenge() {}

  /** For those who said nothing about themselves. */
  static Map<String, String> any() {
    return Map.of(NAME, BASIC + ", " + BEARER);
  }

  static Map<String, String> basic() {
    return Map.of(NAME, BASIC);
  }

  /**
   * @param error a code of RFC 6750 section 3.1
   * @param detail without quotes
   */
  static Map<String, String> bearer(String error, String detail) {
    return Map.of(NAME, BEARER + ", error=\"" + error + "\", error_description=\"" + detail + "\"");
  }

  /** The token is valid and does not go that far. */
  static Map<String, String> insufficient(String scope) {
    return Map.of(NAME, BEARER + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }
}

package io.tessera.inbound.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An access token in the Authorization header (RFC 6750 section 2.1), the only place it is read.
 */
final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private static final int MAX_TOKEN = 16 * 1024;
  private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private BearerToken() {}

  static boolean isMeant(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Empty when it is malformed or too long. */
  static Optional<String> of(String header) {
    if (header.length() > SCHEME.length() + MAX_TOKEN) {
      return Optional.empty();
    }
    String token = header.substring(SCHEME.length()).strip();
    return Optional.of(token).filter(t -> B64TOKEN.matcher(t).matches());
  }
}

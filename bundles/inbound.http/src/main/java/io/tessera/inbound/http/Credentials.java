package io.tessera.inbound.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Name and password of somebody who signs in. */
public record Credentials(String name, String password) {
  private static final String SCHEME = "Basic ";
  private static final int MAX_HEADER = 2048;

  /**
   * Reads an Authorization header (RFC 7617, UTF-8); empty when it is anything but well-formed
   * Basic credentials.
   */
  public static Optional<Credentials> ofBasic(String header) {
    if (header.length() > MAX_HEADER
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
      int colon = pair.indexOf(':');
      boolean usable = colon > 0 && pair.chars().noneMatch(Character::isISOControl);
      return usable
          ? Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)))
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "Credentials[" + name + "]";
  }
}

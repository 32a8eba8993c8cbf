package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How XML travels: in base64, as a parameter of a form (SAML Bindings section 3.5.4). */
final class Envelope {
  private static final String RESPONSE = "SAMLResponse";

  /** As long as the longest message, in base64. */
  private static final int MAX_TEXT = 256 * 1024 / 3 * 4 + 4 * 1024;

  private static final Pattern BREAKS = Pattern.compile("[ \t\r\n]+");

  private Envelope() {}

  /**
   * The response in a form. A name that is not quite the right one is no harmless addition:
   * somebody on the way may have read it otherwise.
   */
  static byte[] response(Map<String, List<String>> parameters) throws RefusedSignInException {
    for (String name : parameters.keySet()) {
      require(
          name.equals(RESPONSE) || (name.indexOf('%') < 0 && !name.equalsIgnoreCase(RESPONSE)),
          "a parameter has a name that can be read in two ways");
    }
    List<String> values = parameters.getOrDefault(RESPONSE, List.of());
    require(!values.isEmpty(), "there is no SAMLResponse");
    require(values.size() == 1, "there is more than one SAMLResponse");
    return decoded(values.get(0), Base64.getDecoder());
  }

  /** A document alone; by the alphabet of RFC 7522 too. */
  static byte[] document(String text) throws RefusedSignInException {
    boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    return decoded(text, url ? Base64.getUrlDecoder() : Base64.getDecoder());
  }

  private static byte[] decoded(String text, Base64.Decoder decoder) throws RefusedSignInException {
    require(text.length() <= MAX_TEXT, "it is longer than 256 KiB");
    try {
      // Some break their lines, which means nothing.
      return decoder.decode(BREAKS.matcher(text).replaceAll(""));
    } catch (IllegalArgumentException malformed) {
      throw Refusal.invalid("it is not in base64", malformed);
    }
  }
}

package io.tessera.inbound.oauth.internal;

import io.tessera.inbound.http.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request, from its body and nowhere else: what stands in a URL ends in logs.
 * None may be there twice (RFC 6749 section 3.2), an empty one is not there.
 */
final class Form {
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final int MAX_BYTES = 64 * 1024;

  private final Map<String, String> parameters;

  private Form(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static Form of(HttpServletRequest request) throws IOException {
    if (request.getQueryString() != null) {
      throw OAuthException.invalidRequest("Parameters belong into the body, not into the URL.");
    }
    if (!TYPE.equals(type(request.getContentType()))) {
      throw OAuthException.invalidRequest("A body of type " + TYPE + " is expected.");
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw OAuthException.invalidRequest("The body is too long.");
    }
    return new Form(parse(text(body)));
  }

  private static String type(String header) {
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw OAuthException.invalidRequest("The body is not UTF-8.");
    }
  }

  private static Map<String, String> parse(String body) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!value.isEmpty() && parameters.put(name, value) != null) {
        throw OAuthException.invalidRequest("A parameter is there twice.");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw OAuthException.invalidRequest("The body is not well-formed.");
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String required(String name) {
    return get(name)
        .orElseThrow(
            () -> OAuthException.invalidRequest("The parameter " + name + " is required."));
  }
}

package io.tessera.federation.internal;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, from its query or its form, never both. */
final class Parameters {
  private static final int MOST = 64;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}; what is empty is not there.
   *
   * @throws TurnedAwayException it cannot be read, or there are too many
   */
  static Parameters parse(byte[] form) throws TurnedAwayException {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(form)).toString());
    } catch (CharacterCodingException notUtf8) {
      throw unreadable();
    }
  }

  /**
   * @throws TurnedAwayException it cannot be read, or there are too many
   */
  static Parameters parse(String form) throws TurnedAwayException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String[] pairs = form.split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw unreadable();
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!value.isEmpty()) {
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  private static String decoded(String text) throws TurnedAwayException {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf('\ufffd') >= 0) {
        throw unreadable();
      }
      return decoded;
    } catch (IllegalArgumentException broken) {
      throw unreadable();
    }
  }

  private static TurnedAwayException unreadable() {
    return new TurnedAwayException(400, "parameters");
  }

  /**
   * Nothing that came twice: who checks one and reads the other is fooled.
   *
   * @throws TurnedAwayException something did
   */
  Parameters onceEach() throws TurnedAwayException {
    for (List<String> each : values.values()) {
      if (each.size() > 1) {
        throw unreadable();
      }
    }
    return this;
  }

  /** The value of a name; the first of several, which {@link #onceEach} rules out. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(each -> each.get(0));
  }

  Map<String, List<String>> all() {
    return Map.copyOf(values);
  }
}

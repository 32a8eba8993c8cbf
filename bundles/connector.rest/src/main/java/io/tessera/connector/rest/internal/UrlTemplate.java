package io.tessera.connector.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path and query of a call, with names in braces: {@code /users/{id}?fields=all}. Values are
 * percent-encoded (RFC 3986) so that none can become anything but the part it stands for. A
 * parameter of the query whose value there is not is left out.
 */
final class UrlTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9/._~!$&'()*+,;=:@?-]|%[0-9A-Fa-f]{2}");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private final String path;
  private final List<String> parameters;
  private final Set<String> names;

  private UrlTemplate(String path, List<String> parameters, Set<String> names) {
    this.path = path;
    this.parameters = List.copyOf(parameters);
    this.names = Set.copyOf(names);
  }

  /** What is wrong with a template, and where, from 0. */
  static final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    FormatException(String message, int position) {
      super(message, null, false, false);
      this.position = position;
    }

    int position() {
      return position;
    }
  }

  static UrlTemplate of(String written) throws FormatException {
    if (!written.startsWith("/")) {
      throw new FormatException("a path that begins with / is expected", 0);
    }
    Set<String> names = names(written);
    int question = written.indexOf('?');
    List<String> parameters = new ArrayList<>();
    if (question >= 0) {
      parameters.addAll(List.of(written.substring(question + 1).split("&", -1)));
    }
    return new UrlTemplate(
        question < 0 ? written : written.substring(0, question), parameters, names);
  }

  private static Set<String> names(String written) throws FormatException {
    Set<String> names = new LinkedHashSet<>();
    Matcher place = PLACE.matcher(written);
    int at = 0;
    while (place.find()) {
      literal(written, at, place.start());
      if (!NAME.matcher(place.group(1)).matches()) {
        throw new FormatException("{" + place.group(1) + "} is no {name}", place.start());
      }
      names.add(place.group(1));
      at = place.end();
    }
    literal(written, at, written.length());
    return names;
  }

  private static void literal(String written, int from, int to) throws FormatException {
    Matcher allowed = ALLOWED.matcher(written).region(from, to);
    int at = from;
    while (at < to) {
      if (!allowed.find() || allowed.start() != at) {
        boolean brace = written.charAt(at) == '{' || written.charAt(at) == '}';
        throw new FormatException(
            brace
                ? "a brace without its other one; write {name}"
                : "'" + written.charAt(at) + "' may not stand in a URL; write it percent-encoded",
            at);
      }
      at = allowed.end();
    }
  }

  /** The names in braces. */
  Set<String> names() {
    return names;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /**
   * The path and query with values in place of names; none where the path needs a value there is
   * not, or one that no server keeps apart from the path around it.
   */
  Optional<String> expand(Function<String, Optional<String>> values) {
    Optional<String> filled = fill(path, values, true);
    if (filled.isEmpty()) {
      return filled;
    }
    List<String> present = new ArrayList<>();
    parameters.forEach(p -> fill(p, values, false).ifPresent(present::add));
    return Optional.of(
        present.isEmpty() ? filled.get() : filled.get() + "?" + String.join("&", present));
  }

  private static Optional<String> fill(
      String part, Function<String, Optional<String>> values, boolean ofPath) {
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(part);
    int at = 0;
    while (place.find()) {
      Optional<String> value = values.apply(place.group(1));
      if (value.isEmpty() || (ofPath && value.get().matches("\\.{0,2}"))) {
        return Optional.empty();
      }
      filled.append(part, at, place.start()).append(encoded(value.get()));
      at = place.end();
    }
    return Optional.of(filled.append(part, at, part.length()).toString());
  }

  private static String encoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0 && UNRESERVED.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(String.format("%02X", octet & 0xff));
      }
    }
    return encoded.toString();
  }
}

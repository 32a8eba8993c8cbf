package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that an operator has described: {@code PATCH /users/{id} {"user": "{attributes}"} -> 200}.
 *
 * @param property the setting it was written in
 * @param body what is sent; none: nothing, or what the action itself has to send
 * @param statuses which mean success; empty: 200 to 299
 */
record Action(
    String property,
    String method,
    UrlTemplate url,
    Optional<BodyTemplate> body,
    Set<Integer> statuses) {
  private static final Pattern METHOD = Pattern.compile("(GET|POST|PUT|PATCH|DELETE)\\s+");
  private static final Pattern URL = Pattern.compile("\\S+");
  private static final Pattern STATUSES =
      Pattern.compile("\\s*->\\s*([1-5][0-9]{2}(?:[ ,]+[1-5][0-9]{2})*)\\s*$");

  /**
   * Reads one.
   *
   * @param known the names its braces may hold; empty: any
   * @throws ConfigurationException names the property and the character that is wrong
   */
  static Optional<Action> of(String property, String written, Set<String> known) {
    String text = written.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher end = STATUSES.matcher(text);
    boolean ends = end.find();
    int last = ends ? end.start() : text.length();
    Matcher method = METHOD.matcher(text).region(0, last);
    if (!method.lookingAt()) {
      throw wrong(property, 0, "GET, POST, PUT, PATCH or DELETE and a path are expected");
    }
    Matcher url = URL.matcher(text).region(method.end(), last);
    if (!url.lookingAt()) {
      throw wrong(property, method.end(), "a path is expected");
    }
    Action action =
        new Action(
            property,
            method.group(1),
            template(property, url.group(), method.end()),
            body(property, text.substring(url.end(), last), url.end()),
            ends ? statuses(end.group(1)) : Set.of());
    action.refuseUnknown(known);
    return Optional.of(action);
  }

  private static UrlTemplate template(String property, String written, int from) {
    try {
      return UrlTemplate.of(written);
    } catch (UrlTemplate.FormatException malformed) {
      throw wrong(property, from + malformed.position(), message(malformed));
    }
  }

  private static Optional<BodyTemplate> body(String property, String written, int from) {
    if (written.isBlank()) {
      return Optional.empty();
    }
    int spaces = written.length() - written.stripLeading().length();
    try {
      Json template = JsonText.read(written.strip().getBytes(StandardCharsets.UTF_8));
      return Optional.of(new BodyTemplate(template));
    } catch (JsonText.FormatException malformed) {
      int position = from + spaces + Math.max(0, malformed.position() - 1);
      throw wrong(property, position, "what follows the path " + message(malformed));
    }
  }

  private static String message(Exception malformed) {
    return String.valueOf(malformed.getMessage());
  }

  private static Set<Integer> statuses(String written) {
    Set<Integer> statuses = new TreeSet<>();
    for (String each : written.split("[ ,]+", -1)) {
      statuses.add(Integer.valueOf(each));
    }
    return statuses;
  }

  private void refuseUnknown(Set<String> known) {
    Set<String> unknown = new LinkedHashSet<>(url.names());
    body.ifPresent(b -> unknown.addAll(b.names()));
    unknown.removeAll(known);
    if (!unknown.isEmpty() && !known.isEmpty()) {
      throw new ConfigurationException(
          property,
          "{"
              + unknown.iterator().next()
              + "} stands for nothing here; known are "
              + String.join(", ", new TreeSet<>(known))
              + ".");
    }
  }

  private static ConfigurationException wrong(String property, int position, String what) {
    return new ConfigurationException(
        property, "at character " + (position + 1) + ": " + what + ".");
  }

  boolean isSuccess(int status) {
    return statuses.isEmpty() ? status >= 200 && status < 300 : statuses.contains(status);
  }

  /** Whether a name stands in its path, query or body. */
  boolean takes(String name) {
    return url.has(name) || body.map(b -> b.names().contains(name)).orElse(false);
  }

  /** Whether it only asks. */
  boolean isQuestion() {
    return method.equals("GET");
  }
}

package io.tessera.scim.protocol.bulk;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to what other operations of a bulk request create: a whole text {@code bulkId:x}, or
 * {@code "bulkId:x"} within one, as in the path of a patch (RFC 7644 section 3.7.2).
 */
final class References {
  private static final String PREFIX = "bulkId:";
  private static final Pattern QUOTED = Pattern.compile("\"bulkId:([^\"\\\\]+)\"");

  private References() {}

  /** Collects the bulkIds that a text mentions. */
  static void of(String text, Set<String> found) {
    if (text.startsWith(PREFIX)) {
      found.add(text.substring(PREFIX.length()));
    } else if (text.contains(PREFIX)) {
      QUOTED.matcher(text).results().forEach(match -> found.add(match.group(1)));
    }
  }

  /** Collects the bulkIds that a value mentions anywhere inside. */
  static void of(Value value, Set<String> found) {
    if (value instanceof Value.Text text) {
      of(text.value(), found);
    } else if (value instanceof Value.Many many) {
      many.values().forEach(each -> of(each, found));
    } else if (value instanceof Value.Complex complex) {
      complex.attributes().forEach((name, each) -> of(each, found));
    }
  }

  /**
   * Puts ids in the place of references.
   *
   * @param ids by bulkId; those that are not there stay as they are
   */
  static String resolved(String text, Map<String, String> ids) {
    if (text.startsWith(PREFIX)) {
      return ids.getOrDefault(text.substring(PREFIX.length()), text);
    }
    if (!text.contains(PREFIX)) {
      return text;
    }
    return QUOTED
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    "\"" + ids.getOrDefault(match.group(1), PREFIX + match.group(1)) + "\""));
  }

  /** Puts ids in the place of references anywhere inside. */
  static Value resolved(Value value, Map<String, String> ids) {
    if (value instanceof Value.Text text) {
      return Value.text(resolved(text.value(), ids));
    }
    if (value instanceof Value.Many many) {
      return Value.many(many.values().stream().map(each -> resolved(each, ids)).toList());
    }
    return value instanceof Value.Complex complex
        ? Value.complex(resolved(complex.attributes(), ids))
        : value;
  }

  static Attributes resolved(Attributes attributes, Map<String, String> ids) {
    Attributes.Builder result = Attributes.builder();
    attributes.forEach((name, value) -> result.keep(name, resolved(value, ids)));
    return result.build();
  }
}

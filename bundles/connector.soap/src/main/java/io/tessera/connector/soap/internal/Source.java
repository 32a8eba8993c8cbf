package io.tessera.connector.soap.internal;

import io.tessera.connector.spi.ConfigurationException;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a value of a request comes from. */
sealed interface Source {
  /** An attribute of the policy map. */
  record Attribute(String name) implements Source {}

  /** A text of the settings. */
  record Literal(String text) implements Source {}

  /** All attributes, each at its place. */
  record All() implements Source {}

  /** What the operation itself says. */
  enum Variable implements Source {
    /** Remote id of the account or group. */
    ID,
    /** Remote id of a member. */
    MEMBER,
    /** {@code true} or {@code false}: whether the account may be used. */
    ACTIVE,
    /** The opposite. */
    INACTIVE,
    PASSWORD,
    /** How many come before the page. */
    OFFSET,
    /** Number of the page's first one, from 1. */
    START,
    /** Number of the page, from 1. */
    PAGE,
    /** How many a page has at most. */
    LIMIT,
    /** What the page before said leads to this one. */
    CURSOR,
    /** The same each time an operation is tried again. */
    KEY;

    String written() {
      return "$" + name().toLowerCase(Locale.ROOT);
    }
  }

  static Source parse(String property, String written) {
    String text = written.strip();
    if (text.equals("*")) {
      return new All();
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return new Literal(text.substring(1, text.length() - 1));
    }
    if (text.startsWith("$")) {
      return Stream.of(Variable.values())
          .filter(v -> v.written().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new ConfigurationException(property, "knows no " + text + " to send."));
    }
    if (text.isEmpty()) {
      throw new ConfigurationException(property, "has a line that sends nothing: path = source.");
    }
    return new Attribute(text);
  }
}

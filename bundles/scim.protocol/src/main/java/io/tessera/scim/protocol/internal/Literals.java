package io.tessera.scim.protocol.internal;

import io.tessera.model.Value;
import org.jspecify.annotations.Nullable;

/** How literals of the protocol become values of a type. */
final class Literals {
  private Literals() {}

  /** A truth value, also when a client wrote it as a text ("True"); null when it is none. */
  static @Nullable Value bool(Value value) {
    if (value instanceof Value.Bool) {
      return value;
    }
    if (value instanceof Value.Text text) {
      if (text.value().equalsIgnoreCase("true")) {
        return Value.bool(true);
      }
      if (text.value().equalsIgnoreCase("false")) {
        return Value.bool(false);
      }
    }
    return null;
  }

  static String expected(Scope.Named named) {
    return switch (named.definition().type()) {
      case BOOLEAN -> "true or false";
      case DECIMAL, INTEGER -> "a number";
      case DATE_TIME -> "a date-time in quotes such as \"2026-01-31T12:00:00Z\"";
      default -> "a text in double quotes";
    };
  }
}

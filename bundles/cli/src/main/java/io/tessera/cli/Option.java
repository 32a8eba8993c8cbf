package io.tessera.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An option of the command line.
 *
 * @param name with its dashes, e.g. {@code --url}
 * @param value what its value is called in the help; null for a flag
 */
record Option(String name, @Nullable String value, String help) {
  static Option flag(String name, String help) {
    return new Option(name, null, help);
  }

  static Option valued(String name, String value, String help) {
    return new Option(name, value, help);
  }

  boolean takesValue() {
    return value != null;
  }

  String syntax() {
    return Optional.ofNullable(value).map(v -> name + " " + v).orElse(name);
  }
}

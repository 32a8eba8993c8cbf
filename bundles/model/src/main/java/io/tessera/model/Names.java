package io.tessera.model;

import java.text.Normalizer;
import java.util.Locale;

/** How names are compared where the schema says that case does not matter. */
public final class Names {
  private Names() {}

  /**
   * The form under which two names that people take for the same are equal: canonical composition
   * and lower case by {@link Locale#ROOT}.
   */
  public static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}

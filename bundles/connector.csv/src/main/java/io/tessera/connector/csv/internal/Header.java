package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of the columns, in any case. A column without a name is nobody's. */
final class Header {
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * @throws TargetFailure two columns have the same name
   */
  Header(List<String> names) throws TargetFailure {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      String name = fold(names.get(i));
      if (!name.isEmpty() && places.put(name, i) != null) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            "Line 1 names two columns " + names.get(i) + "; give each its own name.");
      }
    }
  }

  static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  List<String> names() {
    return names;
  }

  Optional<Integer> find(String name) {
    return Optional.ofNullable(places.get(fold(name)));
  }

  /**
   * @throws TargetFailure there is no such column
   */
  int needed(String name) throws TargetFailure {
    Integer place = places.get(fold(name));
    if (place == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "Line 1 names no column " + name + "; add it to the file, or correct the settings.");
    }
    return place;
  }
}

package io.tessera.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Other names of commands: shorter ones, and those of earlier versions. */
final class Aliases {
  private static final Map<String, String> FIRST_WORDS =
      Map.of(
          "operations", "operation",
          "op", "operation",
          "batches", "batch",
          "keys", "key",
          "users", "user list",
          "groups", "group list",
          "targets", "target list",
          "accounts", "account list",
          "verify-audit", "audit verify");

  private static final String CONNECTOR_TYPES = "connector-types";

  private Aliases() {}

  /** The words with the command's proper name. */
  static List<String> canonical(List<String> words) {
    if (words.isEmpty()) {
      return words;
    }
    String first = words.get(0);
    String proper =
        first.equals(CONNECTOR_TYPES)
            ? "connector-type " + (words.size() > 1 ? "show" : "list")
            : FIRST_WORDS.getOrDefault(first, first);
    List<String> canonical = new ArrayList<>(List.of(proper.split(" ", -1)));
    canonical.addAll(words.subList(1, words.size()));
    return canonical;
  }
}

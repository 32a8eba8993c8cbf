package io.tessera.cli;

import java.util.Locale;
import java.util.Map;

/**
 * Colours for people at a terminal. A colour never says anything by itself: the word it colours is
 * there without it too.
 */
enum Paint {
  NONE {
    @Override
    String heading(String padded) {
      return padded;
    }

    @Override
    String word(String text, String padded) {
      return padded;
    }
  },
  ANSI {
    @Override
    String heading(String padded) {
      return "\u001b[1m" + padded + RESET;
    }

    @Override
    String word(String text, String padded) {
      Integer colour = COLOURS.get(text.toLowerCase(Locale.ROOT));
      return colour == null ? padded : "\u001b[" + colour + "m" + padded + RESET;
    }
  };

  private static final String RESET = "\u001b[0m";
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int RED = 31;

  private static final Map<String, Integer> COLOURS =
      Map.ofEntries(
          Map.entry("active", GREEN),
          Map.entry("done", GREEN),
          Map.entry("ok", GREEN),
          Map.entry("ready", GREEN),
          Map.entry("running", GREEN),
          Map.entry("warn", YELLOW),
          Map.entry("waiting", YELLOW),
          Map.entry("held", YELLOW),
          Map.entry("paused", YELLOW),
          Map.entry("maintenance", YELLOW),
          Map.entry("troubled", YELLOW),
          Map.entry("dead", RED),
          Map.entry("critical", RED),
          Map.entry("failed", RED),
          Map.entry("absent", RED),
          Map.entry("quarantined", RED));

  /** The first row of a table. */
  abstract String heading(String padded);

  /**
   * A cell.
   *
   * @param text what it says
   * @param padded the same, as wide as its column
   */
  abstract String word(String text, String padded);
}

package io.tessera.store.jpa.internal;

import java.util.Map;

/**
 * How Derby's engine works in this process. Derby reads these from system properties when it boots;
 * what an operator has set stays.
 */
final class DerbyEngine {
  private static final int PAGE = 8_192;
  private static final int FEWEST_PAGES = 5_000;

  /** What Derby may keep of its files, as a part of the heap. */
  private static final int PART_OF_HEAP = 5;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "derby.storage.pageCacheSize", String.valueOf(pages(Runtime.getRuntime().maxMemory())),
          // Seconds; a deadlock is looked for after the shorter one and ends for one of the two.
          "derby.locks.deadlockTimeout", "1",
          "derby.locks.waitTimeout", "4",
          // Rows, not tables, however many members join a group at once.
          "derby.locks.escalationThreshold", "1000000",
          // Filters make many different statements, and compiling one takes milliseconds.
          "derby.language.statementCacheSize", "500");

  private DerbyEngine() {}

  static void tune() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private static long pages(long heap) {
    return Math.max(FEWEST_PAGES, heap / PART_OF_HEAP / PAGE);
  }
}

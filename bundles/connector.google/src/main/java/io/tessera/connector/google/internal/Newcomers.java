package io.tessera.connector.google.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was created a short while ago. The directory is eventually consistent: of what it has just
 * created it may say for some minutes that it does not exist. To believe that would be to create it
 * a second time.
 */
final class Newcomers {
  private static final int MOST = 20_000;

  private final Clock clock;
  private final Duration time;
  private final Map<String, Instant> until =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param time how long the directory may be late
   */
  Newcomers(Clock clock, Duration time) {
    this.clock = clock;
    this.time = time;
  }

  /**
   * @param key an id or an address
   */
  synchronized void arrived(String key) {
    until.put(key, clock.instant().plus(time));
  }

  synchronized void left(String key) {
    until.remove(key);
  }

  /** Whether "not found" may only mean "not yet". */
  synchronized boolean isNew(String key) {
    Instant end = until.get(key);
    return end != null && clock.instant().isBefore(end);
  }
}

package io.tessera.metering;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is measured.
 *
 * @param name in lower case with underscores, without a suffix for the kind: {@code
 *     tessera_http_requests}; a duration ends in {@code _seconds}, a size in {@code _bytes}
 * @param help one sentence for people
 * @param labels names of what tells its values apart; of each only a bounded number of values
 */
public record Meter(String name, Kind kind, String help, List<String> labels) {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

  public Meter {
    labels = List.copyOf(labels);
    if (!WORD.matcher(name).matches()
        || !labels.stream().allMatch(l -> WORD.matcher(l).matches())) {
      throw new IllegalArgumentException(name + " with " + labels + " cannot be told");
    }
  }

  /** How values are to be read. */
  public enum Kind {
    /** Grows until the process ends. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** How many values lay in which bounds. */
    HISTOGRAM
  }

  public static Meter counter(String name, String help, String... labels) {
    return new Meter(name, Kind.COUNTER, help, List.of(labels));
  }

  public static Meter gauge(String name, String help, String... labels) {
    return new Meter(name, Kind.GAUGE, help, List.of(labels));
  }

  public static Meter histogram(String name, String help, String... labels) {
    return new Meter(name, Kind.HISTOGRAM, help, List.of(labels));
  }
}

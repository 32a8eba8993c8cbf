package io.tessera.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far something is, on standard error: a bar that moves for a person at a terminal, else a line
 * every ten seconds.
 */
final class Progress {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int WIDTH = 20;
  private static final long MINUTE = 60;

  private final Terminal terminal;
  private Instant lastLine = Instant.EPOCH;
  private int shown;

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * What there is to tell.
   *
   * @param total without one there is a counter instead of a bar
   */
  record State(String name, long done, OptionalLong total, long perSecond, long errors) {
    String text() {
      StringBuilder text = new StringBuilder(name).append("  ");
      if (total.isPresent()) {
        bar(text, total.getAsLong());
      } else {
        text.append(grouped(done));
      }
      if (perSecond > 0) {
        text.append("  ").append(grouped(perSecond)).append("/s");
      }
      if (perSecond > 0 && total.isPresent() && total.getAsLong() > done) {
        text.append("  ").append(left((total.getAsLong() - done) / perSecond)).append(" left");
      }
      return (errors > 0 ? text.append("  errors ").append(grouped(errors)) : text).toString();
    }

    private void bar(StringBuilder text, long all) {
      long part = all <= 0 ? 1 : Math.min(done, all);
      long whole = Math.max(1, all);
      int full = (int) (part * WIDTH / whole);
      text.append('[').append("#".repeat(full)).append("-".repeat(WIDTH - full)).append("]  ");
      text.append(String.format(Locale.ROOT, "%3d %%  ", part * 100 / whole));
      text.append(grouped(done)).append('/').append(grouped(all));
    }

    private static String left(long seconds) {
      return seconds < MINUTE
          ? Math.max(1, seconds) + " s"
          : seconds < MINUTE * MINUTE
              ? seconds / MINUTE + " min"
              : seconds / (MINUTE * MINUTE) + " h";
    }

    private static String grouped(long number) {
      return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
  }

  void show(State state) {
    String text = Table.printable(state.text());
    if (terminal.screen().err()) {
      terminal.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      terminal.err().flush();
      shown = text.length();
    } else if (!terminal.pace().now().isBefore(lastLine.plus(BETWEEN_LINES))) {
      lastLine = terminal.pace().now();
      terminal.err().println(text);
    }
  }

  /** What is written next begins a line. */
  void end() {
    if (shown > 0) {
      terminal.err().println();
      shown = 0;
    }
  }
}

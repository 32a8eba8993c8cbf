package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.FailureKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page of the service a listing is at.
 *
 * @param value number, offset, cursor or URL; empty for the first page of the last two
 * @param limit how many a page has; the same all the way, since pages are counted in it
 * @param skip how many of the page have been told already
 */
record PageCursor(Way way, String value, int limit, int skip) {
  private static final Pattern WRITTEN =
      Pattern.compile("(page|offset|cursor|url):([0-9]{1,4}):([0-9]{1,7}):(.*)", Pattern.DOTALL);

  /** How the service counts its pages. */
  enum Way {
    PAGE,
    OFFSET,
    CURSOR,
    URL;

    static Way of(Action action) {
      if (action.takes("page")) {
        return PAGE;
      }
      if (action.takes("offset")) {
        return OFFSET;
      }
      return action.takes("cursor") ? CURSOR : URL;
    }
  }

  static PageCursor first(Way way, int limit, int firstPage) {
    String value =
        switch (way) {
          case PAGE -> String.valueOf(firstPage);
          case OFFSET -> "0";
          case CURSOR, URL -> "";
        };
    return new PageCursor(way, value, limit, 0);
  }

  String written() {
    return way.name().toLowerCase(Locale.ROOT) + ":" + limit + ":" + skip + ":" + value;
  }

  /**
   * Reads one that was handed out.
   *
   * @throws TargetFailure INVALID: it was not
   */
  static PageCursor of(Way way, String written) throws TargetFailure {
    Matcher parts = WRITTEN.matcher(written);
    if (parts.matches() && parts.group(1).equals(way.name().toLowerCase(Locale.ROOT))) {
      String value = parts.group(4);
      int limit = Integer.parseInt(parts.group(2));
      boolean number = way == Way.PAGE || way == Way.OFFSET;
      if (limit > 0 && (!number || value.matches("[0-9]{1,9}"))) {
        return new PageCursor(way, value, limit, Integer.parseInt(parts.group(3)));
      }
    }
    throw new TargetFailure(FailureKind.INVALID, "The cursor is none of this connector's.");
  }

  /** The rest of this page. */
  PageCursor skipping(int told) {
    return new PageCursor(way, value, limit, told);
  }

  PageCursor advanced(int by) {
    return to(String.valueOf(Long.parseLong(value) + by));
  }

  PageCursor to(String next) {
    return new PageCursor(way, next, limit, 0);
  }

  boolean isBeyondFirst(int firstPage) {
    return switch (way) {
      case PAGE -> Long.parseLong(value) > firstPage;
      case OFFSET -> !value.equals("0");
      case CURSOR, URL -> false;
    };
  }
}

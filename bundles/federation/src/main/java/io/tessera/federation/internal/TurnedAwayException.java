package io.tessera.federation.internal;

import java.util.List;

/** Somebody's visit ends with a page that says why. */
final class TurnedAwayException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String why;
  private final transient List<String> values;

  /**
   * @param why the middle of the keys of the page's texts: {@code away.WHY.title}
   * @param values for the texts
   */
  TurnedAwayException(int status, String why, String... values) {
    super(why, null, false, false);
    this.status = status;
    this.why = why;
    this.values = List.of(values);
  }

  int status() {
    return status;
  }

  String why() {
    return why;
  }

  String[] values() {
    return values.toArray(String[]::new);
  }
}

package io.tessera.provisioning.internal.rules;

import io.tessera.provisioning.api.admin.Rule.Window;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times of the week, by the clock on the wall of a zone. */
final class TimeWindow {
  private final Window window;

  TimeWindow(Window window) {
    this.window = window;
  }

  boolean contains(ZonedDateTime now) {
    ZonedDateTime there =
        window.zone().isEmpty() ? now : now.withZoneSameInstant(ZoneId.of(window.zone()));
    LocalTime time = there.toLocalTime();
    DayOfWeek day = there.getDayOfWeek();
    if (window.from().equals(window.to())) {
      return begins(time.isBefore(window.from()) ? day.minus(1) : day);
    }
    if (window.from().isBefore(window.to())) {
      return begins(day) && !time.isBefore(window.from()) && time.isBefore(window.to());
    }
    return time.isBefore(window.to())
        ? begins(day.minus(1))
        : begins(day) && !time.isBefore(window.from());
  }

  private boolean begins(DayOfWeek day) {
    return window.days().isEmpty() || window.days().contains(day);
  }
}

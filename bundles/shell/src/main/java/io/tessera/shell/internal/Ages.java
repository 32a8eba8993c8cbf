package io.tessera.shell.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long ago something was, or how long it will be, in one unit. */
final class Ages {
  private final Clock clock;

  Ages(Clock clock) {
    this.clock = clock;
  }

  /** For example {@code 12 s} or {@code 3 d}; a dash for what never was. */
  String of(Optional<Instant> time) {
    return time.map(this::of).orElse("-");
  }

  String of(Instant time) {
    Duration age = Duration.between(time, clock.instant()).abs();
    if (age.toMinutes() < 1) {
      return age.toSeconds() + " s";
    } else if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    } else if (age.toDays() < 1) {
      return age.toHours() + " h";
    }
    return age.toDays() + " d";
  }
}

package io.tessera.connector.http;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a service asks to be left alone (RFC 9110 section 10.2.3). */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** At most a day, at least zero; none where the service says nothing that can be read. */
  static Optional<Duration> in(HttpHeaders headers, Clock clock) {
    return headers
        .firstValue("Retry-After")
        .flatMap(said -> pause(said.strip(), clock))
        .map(RetryAfter::sensible);
  }

  /** Seconds or a date. */
  private static Optional<Duration> pause(String said, Clock clock) {
    try {
      if (said.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
      }
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from);
      return Optional.of(Duration.between(clock.instant(), until));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  private static Duration sensible(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}

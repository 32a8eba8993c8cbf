package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Times in a message, seen from now.
 *
 * @param now by our clock; theirs may differ by {@link #SKEW}
 */
record Moments(Instant now) {
  static final Duration SKEW = Duration.ofMinutes(2);

  /**
   * A time (SAML Core section 1.3.3).
   *
   * @param name of the attribute
   * @throws RefusedSignInException it is no date with time and zone
   */
  static Optional<Instant> in(Part part, String name) throws RefusedSignInException {
    Optional<String> text = part.attribute(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.orElseThrow()).toInstant());
    } catch (DateTimeException malformed) {
      throw Refusal.invalid("its " + name + " is no time in UTC", malformed);
    }
  }

  /** A time that has to be there. */
  static Instant needed(Part part, String name) throws RefusedSignInException {
    return in(part, name)
        .orElseThrow(() -> Refusal.invalid("its " + part.name() + " has no " + name));
  }

  /** Between both, where they are said. */
  void requireWithin(Part part) throws RefusedSignInException {
    Optional<Instant> from = in(part, "NotBefore");
    Optional<Instant> until = in(part, "NotOnOrAfter");
    require(from.isEmpty() || hasCome(from.orElseThrow()), "it is not valid yet");
    require(until.isEmpty() || isAhead(until.orElseThrow()), "it has expired");
  }

  /** Whether it may be now, or before. */
  boolean hasCome(Instant time) {
    return !time.isAfter(now.plus(SKEW));
  }

  /** Whether it may be still to come. */
  boolean isAhead(Instant time) {
    return time.isAfter(now.minus(SKEW));
  }
}

package io.tessera.connector.scim2.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server should do about each HTTP status (RFC 9110, RFC 7644 section 3.12). */
final class Statuses {
  private static final int LONGEST_DETAIL = 300;
  private static final int SERVER_ERRORS = 500;
  private static final int CLIENT_ERRORS = 400;
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final AttributesJson JSON = new AttributesJson();

  private final Clock clock;

  Statuses(Clock clock) {
    this.clock = clock;
  }

  /**
   * A refusal as a failure.
   *
   * @param method of the request; a creation that met an error of the service may have had its
   *     effect
   */
  TargetFailure failure(String method, int status, HttpHeaders headers, byte[] body) {
    Attributes error = error(body);
    String scimType = error.text("scimType").orElse("");
    Failed failed =
        new Failed(kind(method, status), describe(status, scimType, error), retryAfter(headers));
    return TargetFailure.of(status, scimType, failed);
  }

  static FailureKind kind(String method, int status) {
    return switch (status) {
      case 401, 403, 407 -> FailureKind.AUTHENTICATION;
      case 404, 405, 406, 410, 415, 501, 505 -> FailureKind.CONFIGURATION;
      case 408, 412, 425, 503 -> FailureKind.TRANSIENT;
      case 409 -> FailureKind.CONFLICT;
      case 429 -> FailureKind.THROTTLED;
      default -> kindOfRange(method, status);
    };
  }

  private static FailureKind kindOfRange(String method, int status) {
    if (status >= SERVER_ERRORS) {
      return method.equals("POST") ? FailureKind.UNKNOWN : FailureKind.TRANSIENT;
    }
    return status >= CLIENT_ERRORS ? FailureKind.INVALID : FailureKind.CONFIGURATION;
  }

  private static Attributes error(byte[] body) {
    try {
      return JSON.read(body);
    } catch (JsonFormatException someErrorPage) {
      return Attributes.empty();
    }
  }

  private static String describe(int status, String scimType, Attributes error) {
    String detail = error.text("detail").map(d -> ": " + bounded(d)).orElse("");
    String type = scimType.isEmpty() ? "" : " " + bounded(scimType);
    String advice = status < CLIENT_ERRORS ? " (redirects are not followed; check the URL)" : "";
    return "The service answered " + status + type + detail + advice;
  }

  private static String bounded(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() <= LONGEST_DETAIL
        ? oneLine
        : oneLine.substring(0, LONGEST_DETAIL) + " ...";
  }

  private @Nullable Duration retryAfter(HttpHeaders headers) {
    Optional<String> said = headers.firstValue("Retry-After").map(String::strip);
    return said.flatMap(this::pause).map(Statuses::sensible).orElse(null);
  }

  /** Seconds or a date (RFC 9110 section 10.2.3). */
  private Optional<Duration> pause(String said) {
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
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}

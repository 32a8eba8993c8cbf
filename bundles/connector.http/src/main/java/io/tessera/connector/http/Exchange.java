package io.tessera.connector.http;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** A request that was answered, with whatever status. */
public final class Exchange {
  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;
  private static final int LONGEST_DETAIL = 300;

  private final boolean repeatable;
  private final int status;
  private final HttpHeaders headers;
  private final Optional<Duration> retryAfter;
  private final byte[] body;

  Exchange(
      boolean repeatable,
      int status,
      HttpHeaders headers,
      Optional<Duration> retryAfter,
      byte[] body) {
    this.repeatable = repeatable;
    this.status = status;
    this.headers = headers;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /** Whether the status is one of 200 to 299. */
  public boolean isSuccess() {
    return status >= OK && status < REDIRECTS;
  }

  public HttpHeaders headers() {
    return headers;
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The body as it came, not a copy; empty where there is none. */
  public byte[] body() {
    return body;
  }

  /** How long the service asks to be left alone, at most a day. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /**
   * What the server should do about a status that is no success (RFC 9110 section 15). A POST that
   * met an error of the service may have had its effect; other methods can be repeated.
   */
  public FailureKind kind() {
    return switch (status) {
      case 401, 403, 407 -> FailureKind.AUTHENTICATION;
      case 404, 405, 406, 410, 415, 501, 505 -> FailureKind.CONFIGURATION;
      case 408, 412, 425, 503 -> FailureKind.TRANSIENT;
      case 409 -> FailureKind.CONFLICT;
      case 429 -> FailureKind.THROTTLED;
      default -> kindOfRange();
    };
  }

  private FailureKind kindOfRange() {
    if (status >= SERVER_ERRORS) {
      return repeatable ? FailureKind.TRANSIENT : FailureKind.UNKNOWN;
    }
    return status >= CLIENT_ERRORS ? FailureKind.INVALID : FailureKind.CONFIGURATION;
  }

  /**
   * This answer as a failure of its {@link #kind}.
   *
   * @param said what the service says of it, with no secrets in it; made one line and bounded
   */
  public Failed failed(String said) {
    return failed(kind(), said);
  }

  /** This answer as a failure of another kind, for who knows better what it means here. */
  public Failed failed(FailureKind kind, String said) {
    String words = said.isBlank() ? "" : ": " + oneLine(said);
    String detail = "The service answered " + status + words + advice();
    return new Failed(kind, detail, retryAfter.orElse(null));
  }

  private String advice() {
    boolean redirect = status >= REDIRECTS && status < CLIENT_ERRORS;
    if (!redirect) {
      return "";
    }
    String where = header("Location").map(to -> " to " + oneLine(withoutQuery(to))).orElse("");
    return " (a redirect" + where + "; redirects are not followed: set the final URL)";
  }

  /** What follows may be a ticket for whoever has it. */
  private static String withoutQuery(String location) {
    return location.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//");
  }

  /** A text of the service fit for an operator's eyes: one line of at most 300 characters. */
  public static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + " ...";
  }

  /** Neither headers nor body. */
  @Override
  public String toString() {
    return "Exchange[" + status + ", " + body.length + " bytes]";
  }
}

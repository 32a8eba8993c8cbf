package io.tessera.inbound.http;

import java.io.IOException;

/** The body of a request is not read to its end; thrown while reading it. */
final class BodyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TIMEOUT = 408;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final int status;

  private BodyRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  static BodyRefusedException tooLarge(long limit) {
    return new BodyRefusedException(
        TOO_LARGE, "The body of the request is larger than " + limit + " bytes.");
  }

  static BodyRefusedException tooSlow() {
    return new BodyRefusedException(TIMEOUT, "The body of the request came too slowly.");
  }

  static BodyRefusedException tooManySlow() {
    return new BodyRefusedException(
        UNAVAILABLE, "Too many bodies of requests come slowly right now. Try again in a moment.");
  }

  int status() {
    return status;
  }
}

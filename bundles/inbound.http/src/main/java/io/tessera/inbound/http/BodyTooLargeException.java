package io.tessera.inbound.http;

import java.io.IOException;

/** The body of a request is longer than allowed; thrown while reading it. */
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long limit) {
    super("The body of the request is larger than " + limit + " bytes.");
  }
}

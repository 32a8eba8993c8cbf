package io.tessera.inbound.http;

import jakarta.ws.rs.WebApplicationException;

/** What a status without further explanation means here. */
final class StatusTexts {
  private static final int FIRST_SERVER_ERROR = 500;

  private StatusTexts() {}

  /** The exception's own words when a door chose them, else ours. */
  static String of(int status, WebApplicationException thrown) {
    String own = String.valueOf(thrown.getMessage());
    boolean chosen = !own.isBlank() && !own.equals("null") && !own.startsWith("HTTP ");
    return chosen && status < FIRST_SERVER_ERROR ? own : of(status);
  }

  static String of(int status) {
    return switch (status) {
      case 400 -> "The request cannot be understood.";
      case 401 -> "Sign in first.";
      case 403 -> "You may not do this.";
      case 404 -> "There is nothing here.";
      case 405 -> "This method is not possible here.";
      case 406 -> "None of the formats you accept is offered here.";
      case 408 -> "The request did not come to its end in time.";
      case 413 -> "The body of the request is too large.";
      case 414 -> "The address of the request is too long.";
      case 415 -> "The format of the body is not understood here; see Content-Type.";
      case 501 -> "The server does not know this method.";
      case 503 -> "The server cannot do this at the moment. Try again later.";
      default -> "The request failed.";
    };
  }
}

package io.tessera.connector.google.internal;

/** The directory's answer when it does not do what it is asked. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final String reason;

  Refusal(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static Refusal invalid(String message) {
    return new Refusal(400, "invalid", message);
  }

  static Refusal notFound(String what) {
    return new Refusal(404, "notFound", "Resource Not Found: " + what);
  }
}

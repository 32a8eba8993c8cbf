package io.tessera.federation.internal;

/** The token endpoint says no; with a code of RFC 6749 section 5.2. */
final class RefusedTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  RefusedTokenException(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The code is none of this client's, or not with this proof. */
  static RefusedTokenException invalidGrant(String detail) {
    return new RefusedTokenException(400, "invalid_grant", detail);
  }

  static RefusedTokenException invalidRequest(String detail) {
    return new RefusedTokenException(400, "invalid_request", detail);
  }

  static RefusedTokenException invalidClient(String detail) {
    return new RefusedTokenException(401, "invalid_client", detail);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}

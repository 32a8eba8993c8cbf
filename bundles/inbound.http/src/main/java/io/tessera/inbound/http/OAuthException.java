package io.tessera.inbound.http;

/** A request that is answered with an error of RFC 6749 section 5.2. */
public final class OAuthException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_ALLOWED = 405;

  private final int status;
  private final String code;

  private OAuthException(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Something is missing, there twice, or malformed. */
  public static OAuthException invalidRequest(String detail) {
    return new OAuthException(BAD_REQUEST, "invalid_request", detail);
  }

  /** The client did not show who it is. */
  public static OAuthException invalidClient(String detail) {
    return new OAuthException(UNAUTHORIZED, "invalid_client", detail);
  }

  /** A code the protocol has for it. */
  public static OAuthException of(String code, String detail) {
    return new OAuthException(BAD_REQUEST, code, detail);
  }

  static OAuthException methodNotAllowed() {
    return new OAuthException(NOT_ALLOWED, "invalid_request", "Only POST is possible here.");
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

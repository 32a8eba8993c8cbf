package io.tessera.inbound.http;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import java.util.List;

/** Errors as RFC 6749 section 5.2 has them. */
public final class OAuthErrors implements ErrorFormat {
  public static final String JSON = "application/json";

  private static final int BAD_REQUEST = 400;

  private final AttributesJson json = new AttributesJson();

  @Override
  public Answer rejected(List<Problem> problems) {
    return answer(BAD_REQUEST, "invalid_request", problems.get(0).detail());
  }

  @Override
  public Answer failed(int status, String detail) {
    return answer(status, code(status), detail);
  }

  /**
   * An error with its code.
   *
   * @param code {@code error}
   * @param detail {@code error_description}; what the RFC does not allow there is replaced
   */
  public Answer answer(int status, String code, String detail) {
    Attributes body =
        Attributes.builder().put("error", code).put("error_description", printable(detail)).build();
    return new Answer(status, JSON, json.write(body));
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "invalid_client";
      case 403 -> "unauthorized_client";
      case 429, 503 -> "temporarily_unavailable";
      case 500 -> "server_error";
      default -> "invalid_request";
    };
  }

  /** What RFC 6749 allows in a description: ASCII without quotes and backslashes. */
  private static String printable(String detail) {
    return detail
        .codePoints()
        .map(c -> c == '"' || c == '\\' ? '\'' : c < ' ' || c > '~' ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

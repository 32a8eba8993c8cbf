package io.tessera.federation.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import java.util.List;

/** Errors of the token endpoint, as RFC 6749 section 5.2 has them. */
final class TokenErrors implements ErrorFormat {
  static final String JSON = "application/json";

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

  Answer answer(int status, String code, String detail) {
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
    StringBuilder text = new StringBuilder(detail.length());
    detail
        .chars()
        .map(c -> c == '"' || c == '\\' ? '\'' : c < ' ' || c > '~' ? '?' : c)
        .forEach(c -> text.append((char) c));
    return text.toString();
  }
}

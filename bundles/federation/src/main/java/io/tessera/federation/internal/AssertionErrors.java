package io.tessera.federation.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Value;
import java.util.List;
import java.util.Locale;

/** Errors as RFC 9457 has them, with a {@code code} for programs. */
final class AssertionErrors implements ErrorFormat {
  static final String MEDIA_TYPE = "application/problem+json";

  private final AttributesJson json = new AttributesJson();

  @Override
  public Answer rejected(List<Problem> problems) {
    int status =
        switch (problems.get(0).kind()) {
          case FORBIDDEN -> 403;
          case NOT_FOUND -> 404;
          case CONFLICT, UNIQUENESS, STALE -> 409;
          case TOO_LARGE -> 413;
          default -> 400;
        };
    return failed(status, problems.get(0).detail());
  }

  @Override
  public Answer failed(int status, String detail) {
    String code =
        switch (status) {
          case 400 -> "bad-request";
          case 401 -> "unauthorized";
          case 403 -> "forbidden";
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 413 -> "content-too-large";
          case 415 -> "unsupported-media-type";
          case 429 -> "too-many-requests";
          case 503 -> "service-unavailable";
          default -> "error";
        };
    return answer(status, code, detail, Attributes.empty());
  }

  /** An error with more to say. */
  Answer answer(int status, String code, String detail, Attributes more) {
    Attributes.Builder body =
        Attributes.builder()
            .put("title", code.replace('-', ' ').toLowerCase(Locale.ROOT))
            .put("status", Value.Num.of(status))
            .put("code", code)
            .put("detail", detail);
    more.forEach(body::put);
    return new Answer(status, MEDIA_TYPE, json.write(body.build()));
  }
}

package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Errors as RFC 9457 has them, with a {@code code} for programs and all {@code errors} found. */
final class ProblemDocument implements ErrorFormat {
  static final String MEDIA_TYPE = "application/problem+json";

  private final AttributesJson json = new AttributesJson();

  @Override
  public Answer rejected(List<Problem> problems) {
    Problem first = problems.get(0);
    String detail =
        problems.size() == 1
            ? first.detail()
            : problems.size() + " things are wrong with the request; see errors.";
    String code = first.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return answer(status(first.kind()), code, detail, problems);
  }

  @Override
  public Answer failed(int status, String detail) {
    return answer(status, code(status), detail, List.of());
  }

  @Override
  public Answer refused(Admission.Refused refused) {
    int status = refused.status();
    JsonObject body =
        body(
            status,
            refused.words().getOrDefault("code", code(status)),
            refused.detail(),
            List.of());
    Optional.ofNullable(refused.words().get("permission"))
        .ifPresent(missing -> body.text("permission", missing));
    return answer(status, body);
  }

  /**
   * Somebody has seen another version.
   *
   * @param current the present one
   */
  Answer stale(String detail, Optional<Attributes> current) {
    Problem problem = Problem.of(Problem.Kind.STALE, detail);
    int status = status(problem.kind());
    JsonObject body = body(status, "stale", detail, List.of(problem));
    current.ifPresent(document -> body.object("current", document));
    return answer(status, body);
  }

  private Answer answer(int status, String code, String detail, List<Problem> problems) {
    return answer(status, body(status, code, detail, problems));
  }

  private Answer answer(int status, JsonObject body) {
    return new Answer(status, MEDIA_TYPE, json.write(body.build()));
  }

  private static JsonObject body(int status, String code, String detail, List<Problem> problems) {
    return new JsonObject()
        .text("title", title(status))
        .number("status", status)
        .text("code", code)
        .text("detail", detail)
        .objects("errors", problems.stream().map(ProblemDocument::json).toList());
  }

  private static Attributes json(Problem problem) {
    return new JsonObject()
        .text("path", problem.where().map(AttributePath::toString))
        .text("detail", problem.detail())
        .build();
  }

  private static int status(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_VALUE, INVALID_PATH, INVALID_FILTER, INVALID_SYNTAX -> 400;
      case NO_TARGET, MUTABILITY, TOO_MANY, INVALID_CURSOR, INVALID_COUNT -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case UNIQUENESS, CONFLICT -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case NOT_SUPPORTED -> 501;
    };
  }

  private static String code(int status) {
    return title(status).toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      default -> "Error";
    };
  }
}

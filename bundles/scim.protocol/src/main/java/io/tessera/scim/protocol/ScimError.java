package io.tessera.scim.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tessera.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is no success (RFC 7644 section 3.12).
 *
 * @param status the HTTP status
 * @param scimType the keyword of RFC 7644, Table 9; null where it has none
 * @param detail for a person
 */
public record ScimError(int status, @Nullable String scimType, String detail) {
  private static final JsonFactory JSON = new JsonFactory();

  /** How many problems are told at once. */
  private static final int MAX_PROBLEMS = 20;

  /** An error that has no keyword. */
  public static ScimError of(int status, String detail) {
    return new ScimError(status, null, detail);
  }

  /**
   * The error for a refused request: status and keyword of the first problem, the details of all.
   *
   * @param problems at least one
   */
  public static ScimError of(List<Problem> problems) {
    Problem first = problems.get(0);
    String detail =
        problems.stream()
            .limit(MAX_PROBLEMS)
            .map(ScimError::detail)
            .collect(Collectors.joining(" "));
    return new ScimError(status(first.kind()), scimType(first.kind()), detail);
  }

  private static String detail(Problem problem) {
    return problem
        .where()
        .map(Object::toString)
        .filter(path -> !problem.detail().contains(path))
        .map(path -> path + ": " + problem.detail())
        .orElse(problem.detail());
  }

  private static int status(Problem.Kind kind) {
    return switch (kind) {
      case UNIQUENESS, CONFLICT -> 409;
      case NOT_FOUND -> 404;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case FORBIDDEN -> 403;
      case NOT_SUPPORTED -> 501;
      default -> 400;
    };
  }

  private static @Nullable String scimType(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_VALUE -> "invalidValue";
      case INVALID_PATH -> "invalidPath";
      case INVALID_FILTER -> "invalidFilter";
      case INVALID_SYNTAX -> "invalidSyntax";
      case NO_TARGET -> "noTarget";
      case MUTABILITY -> "mutability";
      case UNIQUENESS -> "uniqueness";
      case TOO_MANY -> "tooMany";
      case INVALID_CURSOR -> "invalidCursor";
      case INVALID_COUNT -> "invalidCount";
      default -> null;
    };
  }

  /** UTF-8. */
  public byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeFieldName("schemas");
      json.writeArray(new String[] {ScimUrns.ERROR}, 0, 1);
      json.writeStringField("status", Integer.toString(status));
      if (scimType != null) {
        json.writeStringField("scimType", scimType);
      }
      json.writeStringField("detail", detail);
      json.writeEndObject();
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return out.toByteArray();
  }
}

package io.tessera.scim1.protocol;

import io.tessera.model.Problem;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.scim.protocol.ScimError;
import java.util.List;

/**
 * The body of an answer that is no success (draft-scim-api-01 section 3.9).
 *
 * @param status the HTTP status
 * @param entries one for each problem, at least one
 */
public record Scim1Error(int status, List<Entry> entries) {
  /** How many problems are told at once. */
  private static final int MAX_PROBLEMS = 20;

  private static final int TYPICAL_SIZE = 256;

  /**
   * One problem.
   *
   * @param code an HTTP status
   * @param description for a person
   */
  public record Entry(int code, String description) {}

  public Scim1Error {
    entries = List.copyOf(entries);
  }

  public static Scim1Error of(int status, String description) {
    return new Scim1Error(status, List.of(new Entry(status, description)));
  }

  /**
   * The error for a refused request, with the status of the first problem.
   *
   * @param problems at least one
   */
  public static Scim1Error of(List<Problem> problems) {
    List<Entry> entries =
        problems.stream().limit(MAX_PROBLEMS).map(p -> entry(ScimError.of(List.of(p)))).toList();
    return new Scim1Error(entries.get(0).code(), entries);
  }

  private static Entry entry(ScimError same) {
    return new Entry(
        same.status(), same.detail().replace(BuiltInSchemas.ENTERPRISE_URN, Scim1Urns.ENTERPRISE));
  }

  /** All descriptions in one text. */
  public String description() {
    return String.join(" ", entries.stream().map(Entry::description).toList());
  }

  /** UTF-8. Codes are texts, as the specification has them and old clients insist. */
  public byte[] json() {
    return JsonDocument.bytes(
        TYPICAL_SIZE,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("Errors");
          for (Entry entry : entries) {
            json.writeStartObject();
            json.writeStringField("description", entry.description());
            json.writeStringField("code", Integer.toString(entry.code()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}

package io.tessera.scim1.protocol;

import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many operations in one request, and what came of each (draft-scim-api-01 section 3.5).
 *
 * @param failOnErrors after how many errors to stop; 0 for never
 */
public record Scim1Bulk(int failOnErrors, List<Operation> operations) {
  private static final String PREFIX = "bulkId:";
  private static final int TYPICAL_SIZE = 256;

  /**
   * One operation as written. The ids of resources that other operations create are written {@code
   * bulkId:} and the bulkId of that operation.
   *
   * @param method in upper case, of whatever kind
   * @param path {@code /Users} or {@code /Users/id}; empty when not given
   * @param bulkId what the client calls it; null when it did not say
   * @param version the entity tag the resource must have; null for any
   * @param data empty when not given
   */
  public record Operation(
      String method,
      String path,
      @Nullable String bulkId,
      @Nullable String version,
      Attributes data) {
    /** The bulkIds this operation waits for. */
    public List<String> references() {
      List<String> found = new ArrayList<>();
      String last = path.substring(path.lastIndexOf('/') + 1);
      reference(last).ifPresent(found::add);
      collect(Value.complex(data), found);
      return found;
    }

    /**
     * This operation with the ids of the resources in the place of the references.
     *
     * @param ids gives the id of what an operation created
     */
    public Operation resolved(Ids ids) {
      int slash = path.lastIndexOf('/') + 1;
      String last = reference(path.substring(slash)).map(ids::of).orElse(path.substring(slash));
      Value.Complex resolved = (Value.Complex) replaced(Value.complex(data), ids);
      return new Operation(
          method, path.substring(0, slash) + last, bulkId, version, resolved.attributes());
    }
  }

  /** Knows which resources earlier operations created. */
  public interface Ids {
    /** The id of what the operation with this bulkId created. */
    String of(String bulkId);
  }

  /**
   * What came of one operation.
   *
   * @param location where the resource is; null when there is none
   * @param version its entity tag; null when there is none
   * @param description what went wrong; null when nothing did
   */
  public record Result(
      String method,
      @Nullable String bulkId,
      @Nullable String location,
      @Nullable String version,
      int status,
      @Nullable String description) {}

  public Scim1Bulk {
    operations = List.copyOf(operations);
  }

  /**
   * Reads the body of a request.
   *
   * @param most as many operations as are allowed
   * @throws RejectedException it is none, or too large
   */
  public static Scim1Bulk read(Attributes body, int most) {
    List<Value> written = find(body, "Operations").map(Value::elements).orElse(List.of());
    if (written.isEmpty()) {
      throw RejectedException.of(
          Kind.INVALID_SYNTAX, "'Operations' must list at least one operation.");
    }
    if (written.size() > most) {
      throw RejectedException.of(
          Kind.TOO_LARGE, "At most " + most + " operations are allowed in one request.");
    }
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      if (!(written.get(i) instanceof Value.Complex complex)) {
        throw RejectedException.of(
            Kind.INVALID_SYNTAX, "Operations[" + i + "]: an object is expected.");
      }
      operations.add(operation(complex.attributes()));
    }
    return new Scim1Bulk(failOnErrors(body), operations);
  }

  private static int failOnErrors(Attributes body) {
    Value value = find(body, "failOnErrors").orElse(Value.NONE);
    if (value instanceof Value.Num number && number.value().signum() > 0) {
      return number.value().min(java.math.BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
    }
    return 0;
  }

  private static Operation operation(Attributes written) {
    Attributes data =
        find(written, "data").orElse(Value.NONE) instanceof Value.Complex complex
            ? complex.attributes()
            : Attributes.empty();
    return new Operation(
        text(written, "method").orElse("").toUpperCase(Locale.ROOT),
        text(written, "path").orElse(""),
        text(written, "bulkId").filter(id -> !id.isEmpty()).orElse(null),
        text(written, "version").filter(v -> !v.isEmpty()).orElse(null),
        data);
  }

  /** The answer, UTF-8. */
  public static byte[] response(List<Result> results) {
    return JsonDocument.bytes(
        TYPICAL_SIZE * (results.size() + 1),
        json -> {
          json.writeStartObject();
          JsonDocument.texts(json, "schemas", List.of(Scim1Urns.CORE));
          json.writeArrayFieldStart("Operations");
          for (Result result : results) {
            json.writeStartObject();
            optional(json, "location", result.location());
            json.writeStringField("method", result.method());
            optional(json, "bulkId", result.bulkId());
            optional(json, "version", result.version());
            json.writeObjectFieldStart("status");
            json.writeStringField("code", Integer.toString(result.status()));
            optional(json, "description", result.description());
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void optional(
      com.fasterxml.jackson.core.JsonGenerator json, String name, @Nullable String text)
      throws java.io.IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static Optional<String> reference(String text) {
    return text.startsWith(PREFIX)
        ? Optional.of(text.substring(PREFIX.length()))
        : Optional.empty();
  }

  private static void collect(Value value, List<String> found) {
    if (value instanceof Value.Text text) {
      reference(text.value()).ifPresent(found::add);
    } else if (value instanceof Value.Complex complex) {
      complex.attributes().forEach((name, each) -> collect(each, found));
    } else if (value instanceof Value.Many many) {
      many.values().forEach(each -> collect(each, found));
    }
  }

  private static Value replaced(Value value, Ids ids) {
    if (value instanceof Value.Text text) {
      return reference(text.value()).map(ids::of).<Value>map(Value::text).orElse(text);
    }
    if (value instanceof Value.Complex complex) {
      Attributes.Builder result = Attributes.builder();
      complex.attributes().forEach((name, each) -> result.keep(name, replaced(each, ids)));
      return Value.complex(result.build());
    }
    if (value instanceof Value.Many many) {
      return Value.many(many.values().stream().map(each -> replaced(each, ids)).toList());
    }
    return value;
  }

  private static Optional<Value> find(Attributes attributes, String name) {
    return attributes.names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(attributes::get);
  }

  private static Optional<String> text(Attributes attributes, String name) {
    return find(attributes, name)
        .filter(Value.Text.class::isInstance)
        .map(v -> ((Value.Text) v).value());
  }
}

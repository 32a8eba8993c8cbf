package io.tessera.scim.protocol.bulk;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a bulk request.
 *
 * @param method as written, in capitals; one of {@link Method} when there are no problems
 * @param type null when the path names no type
 * @param target the resource: an id or {@code bulkId:x}; null for POST
 * @param bulkId what other operations of the request call the resource it creates
 * @param version the entity tag that If-Match would carry
 * @param data empty for DELETE
 * @param references bulkIds that the target and the data mention
 * @param problems why it cannot be carried out; empty when it is well-formed
 */
public record BulkOperation(
    String method,
    @Nullable ResourceType type,
    @Nullable String target,
    @Nullable String bulkId,
    @Nullable String version,
    Attributes data,
    Set<String> references,
    List<Problem> problems) {

  /** What an operation may do (RFC 7644 section 3.7). */
  public enum Method {
    POST,
    PUT,
    PATCH,
    DELETE
  }

  public BulkOperation {
    references = Set.copyOf(references);
    problems = List.copyOf(problems);
  }

  public Optional<String> bulkIdIfAny() {
    return Optional.ofNullable(bulkId);
  }

  /** Whether other operations may refer to what it makes. */
  boolean isReferable() {
    return bulkId != null && method.equals(Method.POST.name());
  }
}

package io.tessera.scim.protocol.bulk;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.scim.protocol.bulk.BulkOperation.Method;
import io.tessera.scim.protocol.internal.Keys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one operation, with everything that is wrong with it. */
final class OperationReader {
  private final List<Problem> problems = new ArrayList<>();
  private final Attributes written;
  private final Set<String> taken;
  private @Nullable ResourceType type;
  private @Nullable String target;

  /**
   * @param taken bulkIds of the operations before; this one's is added
   */
  OperationReader(Value value, Set<String> taken) {
    this.taken = taken;
    if (value instanceof Value.Complex complex) {
      this.written = complex.attributes();
    } else {
      this.written = Attributes.empty();
      wrong(Kind.INVALID_SYNTAX, "Operations", "An object is expected.");
    }
  }

  BulkOperation operation() {
    String method = Keys.text(written, "method").orElse("").toUpperCase(Locale.ROOT);
    boolean creates = method.equals(Method.POST.name());
    if (List.of(Method.values()).stream().noneMatch(m -> m.name().equals(method))) {
      wrong(Kind.INVALID_SYNTAX, "method", "POST, PUT, PATCH or DELETE is expected.");
    }
    path(Keys.text(written, "path").orElse(""), creates);
    String bulkId = bulkId(creates);
    Attributes data = data(method);
    Set<String> references = new LinkedHashSet<>();
    if (target != null) {
      References.of(target, references);
    }
    References.of(Value.complex(data), references);
    return new BulkOperation(
        method,
        type,
        target,
        bulkId,
        Keys.text(written, "version").orElse(null),
        data,
        references,
        problems);
  }

  private void path(String path, boolean creates) {
    String[] parts = (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
    for (ResourceType each : ResourceType.values()) {
      if (parts[0].equals(each.scimName() + "s")) {
        type = each;
      }
    }
    int expected = creates ? 1 : 2;
    if (type == null || parts.length != expected || (!creates && parts[1].isBlank())) {
      wrong(
          Kind.INVALID_PATH,
          "path",
          creates
              ? "'/Users' or '/Groups' is expected."
              : "'/Users/ID' or '/Groups/ID' is expected.");
      type = null;
    } else if (!creates) {
      target = parts[1];
    }
  }

  private @Nullable String bulkId(boolean creates) {
    String bulkId = Keys.text(written, "bulkId").orElse(null);
    if (bulkId == null || bulkId.isBlank()) {
      if (creates) {
        wrong(Kind.INVALID_VALUE, "bulkId", "A POST needs one.");
      }
      return null;
    }
    if (!taken.add(bulkId)) {
      wrong(Kind.INVALID_VALUE, "bulkId", "Another operation of this request has the same one.");
    }
    return bulkId;
  }

  private Attributes data(String method) {
    Value data = Keys.find(written, "data").orElse(Value.NONE);
    if (method.equals(Method.DELETE.name())) {
      return Attributes.empty();
    }
    if (data instanceof Value.Complex complex) {
      return complex.attributes();
    }
    wrong(Kind.INVALID_VALUE, "data", "An object is expected.");
    return Attributes.empty();
  }

  private void wrong(Kind kind, String name, String detail) {
    problems.add(Problem.at(kind, AttributePath.of(name), detail));
  }
}

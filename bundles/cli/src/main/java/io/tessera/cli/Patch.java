package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;

/** A change of a user or group: RFC 7644 section 3.5.2. */
final class Patch {
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final List<Value> operations = new ArrayList<>();

  Patch replace(String path, Value value) {
    return operation("replace", path, value);
  }

  Patch add(String path, Value value) {
    return operation("add", path, value);
  }

  Patch remove(String path) {
    return operation("remove", path, Value.NONE);
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  Attributes body() {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(SCHEMA))))
        .put("Operations", Value.many(operations))
        .build();
  }

  private Patch operation(String op, String path, Value value) {
    operations.add(
        Value.complex(
            Attributes.builder().put("op", op).put("path", path).put("value", value).build()));
    return this;
  }
}

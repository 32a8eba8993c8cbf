package io.tessera.provisioning.internal.configuration;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import java.util.List;

/**
 * Whether what expressions and policies read can have a value. They tell capitals from small
 * letters, unlike clients: what is spelled otherwise than in the schema is never there.
 */
public final class ReadAttributes {
  private static final String GROUPS = "groups";

  private final ResourceSchema schema;

  public ReadAttributes(ResourceSchema schema) {
    this.schema = schema;
  }

  /** An attribute by the steps to it: {@code name, familyName} or {@code urn:...:User, manager}. */
  public boolean has(List<String> steps) {
    String first = steps.get(0);
    if (!first.contains(":")) {
      return has(String.join(".", steps));
    }
    return steps.size() == 1
        ? schema.extensions().stream().anyMatch(e -> e.urn().equals(first))
        : has(first + ":" + String.join(".", steps.subList(1, steps.size())));
  }

  /** An attribute by its path: {@code name.familyName}, {@code urn:...:User:manager.value}. */
  public boolean has(String path) {
    return schema
        .resolve(path)
        .filter(found -> found.toString().equals(path))
        .filter(found -> schema.type() != ResourceType.USER || !found.name().equals(GROUPS))
        .isPresent();
  }
}

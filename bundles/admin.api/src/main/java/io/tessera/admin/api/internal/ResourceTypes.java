package io.tessera.admin.api.internal;

import io.tessera.model.ResourceType;
import java.util.Arrays;

/** The field {@code resourceType} of requests; a user when it is left out. */
final class ResourceTypes {
  private static final String NAME = "resourceType";

  private ResourceTypes() {}

  static ResourceType read(Fields fields) {
    String written = fields.optionalText(NAME).orElse(ResourceType.USER.scimName());
    return Arrays.stream(ResourceType.values())
        .filter(type -> type.scimName().equals(written))
        .findFirst()
        .orElseGet(
            () -> {
              fields.problem(NAME, "must be User or Group.");
              return ResourceType.USER;
            });
  }
}

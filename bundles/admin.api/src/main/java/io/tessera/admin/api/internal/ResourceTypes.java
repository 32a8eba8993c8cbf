package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The field or parameter {@code resourceType} of requests; a user when it is left out. */
final class ResourceTypes {
  private static final String NAME = "resourceType";
  private static final String RULE = "must be User or Group.";

  private ResourceTypes() {}

  static ResourceType read(Fields fields) {
    return named(fields.optionalText(NAME))
        .orElseGet(
            () -> {
              fields.problem(NAME, RULE);
              return ResourceType.USER;
            });
  }

  static ResourceType parameter(@Nullable String text) {
    return named(Optional.ofNullable(text))
        .orElseThrow(
            () ->
                RejectedException.at(
                    Problem.Kind.INVALID_VALUE,
                    AttributePath.of(NAME),
                    "\"" + NAME + "\" " + RULE));
  }

  private static Optional<ResourceType> named(Optional<String> written) {
    String name = written.orElse(ResourceType.USER.scimName());
    return Arrays.stream(ResourceType.values())
        .filter(type -> type.scimName().equals(name))
        .findFirst();
  }

  /** Of one in the field {@code resource}. */
  static UUID id(Fields fields) {
    try {
      return UUID.fromString(fields.text("resource"));
    } catch (IllegalArgumentException noId) {
      fields.problem("resource", "must be the id of a user or group.");
      return new UUID(0, 0);
    }
  }
}

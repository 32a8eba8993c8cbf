package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller submitted, validated and taken apart into what is kept in different places.
 *
 * @param attributes canonical, without the other three
 * @param externalId null when the caller said nothing
 * @param password null when the caller said nothing
 * @param members null when the caller said nothing
 */
record Submission(
    Attributes attributes,
    @Nullable String externalId,
    @Nullable String password,
    @Nullable List<ResourceId> members) {

  Optional<String> passwordIfAny() {
    return Optional.ofNullable(password);
  }

  Optional<List<ResourceId>> membersIfAny() {
    return Optional.ofNullable(members);
  }
}

package io.tessera.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity or a group as it is kept.
 *
 * @param domain name of the user store domain it lives in, e.g. {@code PRIMARY}
 * @param version 1 when created, one more with each change; the order of changes
 * @param externalId what the viewing service provider calls it; null when it never said
 * @param attributes without id, meta, externalId, password, groups and members, which are kept
 *     apart
 */
public record Resource(
    ResourceType type,
    ResourceId id,
    String domain,
    long version,
    Instant created,
    Instant lastModified,
    @Nullable String externalId,
    Attributes attributes) {

  /** The name that is unique in the domain: a user's userName, a group's displayName. */
  public String name() {
    return attributes.text(nameAttribute(type)).orElse("");
  }

  /** The attribute that holds the unique name of a type. */
  public static String nameAttribute(ResourceType type) {
    return type == ResourceType.USER ? "userName" : "displayName";
  }

  /** Whether the identity may be used; true where nothing was said. Groups are always active. */
  public boolean active() {
    return attributes.bool("active").orElse(true);
  }

  public Optional<String> externalIdIfAny() {
    return Optional.ofNullable(externalId);
  }
}

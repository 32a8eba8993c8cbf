package io.tessera.model;

import java.util.Optional;
import java.util.UUID;

/** The identifier of an identity or a group: a random UUID, ours alone, never reused. */
public record ResourceId(UUID value) {
  private static final int LENGTH = 36;

  /**
   * Reads the canonical, lower-case text form. Anything else names no resource of ours.
   *
   * @return empty when {@code text} is not exactly a canonical UUID
   */
  public static Optional<ResourceId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(new ResourceId(uuid)) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /** Reads an id we wrote ourselves. */
  public static ResourceId of(String canonical) {
    return new ResourceId(UUID.fromString(canonical));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

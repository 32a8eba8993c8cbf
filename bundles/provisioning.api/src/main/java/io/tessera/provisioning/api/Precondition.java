package io.tessera.provisioning.api;

import java.util.Set;

/**
 * Which version of a resource the caller wants to change (If-Match).
 *
 * @param versions any of these; empty for any version
 */
public record Precondition(Set<Long> versions) {
  /** The caller did not say. */
  public static final Precondition NONE = new Precondition(Set.of());

  public Precondition {
    versions = Set.copyOf(versions);
  }

  public static Precondition version(long version) {
    return new Precondition(Set.of(version));
  }

  public boolean allows(long present) {
    return versions.isEmpty() || versions.contains(present);
  }
}

package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.UUID;

/**
 * What somebody is, or does, and what comes with it.
 *
 * @param name unique in any case; never changes
 * @param displayName for people
 * @param targets names of the targets at which who holds the role has an account
 * @param entitlements what who holds it has there
 * @param includes names of the roles that are held with it
 * @param version one more with each change
 */
public record Role(
    UUID id,
    String name,
    String displayName,
    String description,
    List<String> targets,
    List<Entitlement> entitlements,
    List<String> includes,
    long version) {
  public Role {
    targets = List.copyOf(targets);
    entitlements = List.copyOf(entitlements);
    includes = List.copyOf(includes);
  }

  /**
   * A right inside a target.
   *
   * @param target its name
   * @param value as the target calls it, e.g. the DN of a group
   */
  public record Entitlement(String target, String value) {}

  /** What an operator says about one. */
  public record Draft(
      String name,
      String displayName,
      String description,
      List<String> targets,
      List<Entitlement> entitlements,
      List<String> includes) {
    public Draft {
      targets = List.copyOf(targets);
      entitlements = List.copyOf(entitlements);
      includes = List.copyOf(includes);
    }
  }
}

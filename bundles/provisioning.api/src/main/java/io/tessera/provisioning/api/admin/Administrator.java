package io.tessera.provisioning.api.admin;

import java.util.Set;

/**
 * Somebody who administers the server.
 *
 * @param name to sign in with, in any case; also how they are known in histories
 * @param displayName for people; empty for none
 * @param email empty for none
 * @param targets names of those a role limits them to
 * @param version one more with each change, the password's too
 */
public record Administrator(
    String name,
    String displayName,
    String email,
    Set<AdministratorRole> roles,
    Set<String> targets,
    boolean enabled,
    long version) {
  public Administrator {
    roles = Set.copyOf(roles);
    targets = Set.copyOf(targets);
  }

  /**
   * What is said about one.
   *
   * @param name 1 to 64 letters, digits and {@code . _ @ -}; stays for good
   * @param displayName at most 256 characters
   * @param email at most 320 characters
   * @param roles at least one
   * @param targets names; given exactly when a role is limited to some
   */
  public record Draft(
      String name,
      String displayName,
      String email,
      Set<AdministratorRole> roles,
      Set<String> targets,
      boolean enabled) {
    public Draft {
      roles = Set.copyOf(roles);
      targets = Set.copyOf(targets);
    }
  }
}

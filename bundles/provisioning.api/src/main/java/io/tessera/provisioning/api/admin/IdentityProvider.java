package io.tessera.provisioning.api.admin;

import java.util.UUID;

/**
 * A party we trust; carries targets, later also federated sign-in.
 *
 * @param name unique, for files and commands: lower-case letters, digits, dashes
 * @param version one more with each change
 */
public record IdentityProvider(
    UUID id, String name, String displayName, boolean enabled, long version) {

  /** What an operator says about one. */
  public record Draft(String name, String displayName, boolean enabled) {}
}

package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A valid access token of ours, without its value.
 *
 * @param secret the secret it was issued for
 */
public record IssuedToken(
    UUID id, UUID secret, Set<Permission> scopes, Instant issued, Instant expires) {
  public IssuedToken {
    scopes = Set.copyOf(scopes);
  }
}

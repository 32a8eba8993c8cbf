package io.tessera.provisioning.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a valid access token is good for, now.
 *
 * @param permissions what was asked for, as far as the service provider has it still
 * @param issuer who issued it; null for ourselves
 */
public record Access(
    Client client,
    Set<Permission> permissions,
    Instant issued,
    Instant expires,
    @Nullable String issuer) {
  public Access {
    permissions = Set.copyOf(permissions);
  }

  public Optional<String> issuerIfForeign() {
    return Optional.ofNullable(issuer);
  }
}

package io.tessera.provisioning.api;

import java.util.Set;
import java.util.UUID;

/**
 * A service provider that has shown who it is.
 *
 * @param id its client id
 * @param name what it is recorded as
 * @param domain the user store domain it is about
 * @param scopes the most it may do
 * @param certificates one of these it has to show on the connection besides, as SHA-256 in
 *     lower-case hexadecimal; none when it needs none
 * @param credential what it has signed in with
 */
public record Client(
    UUID id,
    String name,
    String domain,
    Set<Permission> scopes,
    Set<String> certificates,
    UUID credential) {
  public Client {
    scopes = Set.copyOf(scopes);
    certificates = Set.copyOf(certificates);
  }
}

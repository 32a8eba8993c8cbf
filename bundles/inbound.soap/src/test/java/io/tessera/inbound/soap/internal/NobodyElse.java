package io.tessera.inbound.soap.internal;

import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import java.util.Optional;
import java.util.Set;

/** No service providers. */
final class NobodyElse implements Clients {
  @Override
  public boolean isClient(String name) {
    return false;
  }

  @Override
  public Optional<Client> withSecret(String clientId, String secret) {
    return Optional.empty();
  }

  @Override
  public Issued issue(Client client, Set<Permission> scopes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Access> byToken(String token) {
    return Optional.empty();
  }

  @Override
  public boolean revoke(Client client, String token) {
    return false;
  }
}

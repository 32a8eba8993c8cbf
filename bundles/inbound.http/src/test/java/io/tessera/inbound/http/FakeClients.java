package io.tessera.inbound.http;

import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Service providers in memory; their secret is {@code secret}, their token as put. */
final class FakeClients implements Clients {
  static final String SECRET = "secret";

  private final Map<String, Client> byId = new ConcurrentHashMap<>();
  private final Map<String, Access> byToken = new ConcurrentHashMap<>();

  Client put(String name, Set<String> certificates, Permission... scopes) {
    Client client =
        new Client(
            UUID.randomUUID(), name, "SALES", Set.of(scopes), certificates, UUID.randomUUID());
    byId.put(client.id().toString(), client);
    return client;
  }

  void token(String token, Client client, Permission... permissions) {
    Instant now = Instant.EPOCH;
    byToken.put(token, new Access(client, Set.of(permissions), now, now, null));
  }

  @Override
  public boolean isClient(String name) {
    return byId.containsKey(name);
  }

  @Override
  public Optional<Client> withSecret(String clientId, String secret) {
    return Optional.ofNullable(byId.get(clientId)).filter(c -> secret.equals(SECRET));
  }

  @Override
  public Issued issue(Client client, Set<Permission> scopes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Access> byToken(String token) {
    return Optional.ofNullable(byToken.get(token));
  }

  @Override
  public boolean revoke(Client client, String token) {
    throw new UnsupportedOperationException();
  }
}

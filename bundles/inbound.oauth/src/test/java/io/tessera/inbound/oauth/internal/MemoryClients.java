package io.tessera.inbound.oauth.internal;

import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Service providers and tokens in memory; the secret is the name backwards. */
final class MemoryClients implements Clients {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Map<String, Client> byId = new ConcurrentHashMap<>();
  private final Map<String, Access> byToken = new ConcurrentHashMap<>();

  Client put(String name, Permission... scopes) {
    Client client =
        new Client(UUID.randomUUID(), name, "PRIMARY", Set.of(scopes), Set.of(), UUID.randomUUID());
    byId.put(client.id().toString(), client);
    return client;
  }

  static String secret(Client client) {
    return new StringBuilder(client.name()).reverse().toString();
  }

  @Override
  public boolean isClient(String name) {
    return byId.containsKey(name);
  }

  @Override
  public Optional<Client> withSecret(String clientId, String secret) {
    return Optional.ofNullable(byId.get(clientId)).filter(c -> secret.equals(secret(c)));
  }

  @Override
  public Issued issue(Client client, Set<Permission> scopes) {
    Set<Permission> granted = new HashSet<>(scopes);
    granted.retainAll(client.scopes());
    String value = UUID.randomUUID().toString();
    Instant end = NOW.plusSeconds(600);
    byToken.put(value, new Access(client, granted, NOW, end, null));
    return new Issued(value, granted, end, 600);
  }

  @Override
  public Optional<Access> byToken(String token) {
    return Optional.ofNullable(byToken.get(token));
  }

  @Override
  public boolean revoke(Client client, String token) {
    return byToken(token).filter(a -> a.client().equals(client)).isPresent()
        && byToken.remove(token) != null;
  }
}

package io.tessera.federation.internal;

import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Service providers; the secret is the name backwards. */
final class ClientsInMemory implements Clients {
  private final Map<UUID, ServiceProvider> byId = new ConcurrentHashMap<>();

  ServiceProvider put(String name, String redirect, Permission... scopes) {
    ServiceProvider added =
        new ServiceProvider(
            UUID.randomUUID(),
            name,
            "",
            true,
            "PRIMARY",
            Set.of(scopes),
            true,
            List.of(),
            Set.of(),
            Set.of(redirect),
            ServiceProvider.Outbound.EVERYWHERE,
            1);
    byId.put(added.id(), added);
    return added;
  }

  static String secret(ServiceProvider of) {
    return new StringBuilder(of.name()).reverse().toString();
  }

  ServiceProviders asServiceProviders() {
    return (ServiceProviders)
        Proxy.newProxyInstance(
            ServiceProviders.class.getClassLoader(),
            new Class<?>[] {ServiceProviders.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "list" -> {
                    List<ServiceProvider> all = new ArrayList<>(byId.values());
                    all.add(0, ServiceProvider.RESIDENT);
                    yield all;
                  }
                  case "get" -> {
                    Object id = arguments[0];
                    yield id.equals(ServiceProvider.RESIDENT.id())
                        ? Optional.of(ServiceProvider.RESIDENT)
                        : Optional.ofNullable(byId.get(id));
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public boolean isClient(String name) {
    return byId.keySet().stream().anyMatch(id -> id.toString().equals(name));
  }

  @Override
  public Optional<Client> withSecret(String clientId, String secret) {
    return byId.values().stream()
        .filter(sp -> sp.id().toString().equals(clientId) && secret.equals(secret(sp)))
        .map(
            sp ->
                new Client(
                    sp.id(), sp.name(), sp.userStore(), sp.scopes(), Set.of(), UUID.randomUUID()))
        .findFirst();
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

package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ClientSecret;
import io.tessera.provisioning.api.admin.IssuedToken;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Service providers in memory. */
final class FakeServiceProviders implements ServiceProviders {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Map<UUID, ServiceProvider> all = new LinkedHashMap<>();
  private final Map<UUID, ClientSecret> secrets = new LinkedHashMap<>();
  final Map<UUID, IssuedToken> tokens = new LinkedHashMap<>();

  IssuedToken issue() {
    IssuedToken token =
        new IssuedToken(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Set.of(Permission.USERS_READ),
            NOW,
            NOW.plusSeconds(600));
    tokens.put(token.id(), token);
    return token;
  }

  @Override
  public List<ServiceProvider> list() {
    List<ServiceProvider> list = new ArrayList<>(List.of(ServiceProvider.RESIDENT));
    list.addAll(all.values());
    return list;
  }

  @Override
  public Optional<ServiceProvider> get(UUID id) {
    return list().stream().filter(p -> p.id().equals(id)).findFirst();
  }

  @Override
  public ServiceProvider create(Caller caller, ServiceProvider.Draft draft) {
    if (list().stream().anyMatch(p -> p.name().equals(draft.name()))) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public ServiceProvider replace(
      Caller caller, UUID id, long expectedVersion, ServiceProvider.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private ServiceProvider put(UUID id, ServiceProvider.Draft draft, long version) {
    ServiceProvider made =
        new ServiceProvider(
            id,
            draft.name(),
            draft.description(),
            draft.enabled(),
            draft.userStore(),
            draft.scopes(),
            draft.secretsAllowed(),
            draft.subjects(),
            draft.certificates(),
            draft.redirectUris(),
            draft.outbound(),
            version);
    all.put(id, made);
    return made;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    all.remove(id);
  }

  @Override
  public List<ClientSecret> secrets(UUID id) {
    return List.copyOf(secrets.values());
  }

  @Override
  public ClientSecret.Issued addSecret(Caller caller, UUID id, @Nullable Instant expires) {
    ClientSecret secret =
        new ClientSecret(UUID.randomUUID(), NOW, caller.actor(), expires, NOW.plusSeconds(1));
    secrets.put(secret.id(), secret);
    return new ClientSecret.Issued(secret, "value-of-" + secret.id());
  }

  @Override
  public void removeSecret(Caller caller, UUID id, UUID secret) {
    if (secrets.remove(secret) == null) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such secret.");
    }
  }

  @Override
  public List<IssuedToken> tokens(UUID id, int most) {
    return List.copyOf(tokens.values());
  }

  @Override
  public void revokeToken(Caller caller, UUID id, UUID token) {
    if (tokens.remove(token) == null) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such token.");
    }
  }

  @Override
  public int revokeTokens(Caller caller, UUID id) {
    int revoked = tokens.size();
    tokens.clear();
    return revoked;
  }
}

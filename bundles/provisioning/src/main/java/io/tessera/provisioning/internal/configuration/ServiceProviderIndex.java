package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.store.spi.Configurations;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The service providers, and the parties that vouch for them, by all they are found by. */
public final class ServiceProviderIndex {
  private final Map<String, RegisteredProvider> byId = new LinkedHashMap<>();
  private final Map<Subject, RegisteredProvider> bySubject = new HashMap<>();
  private final Map<String, ServiceProvider> byName = new HashMap<>();

  private final Map<String, TokenIssuer> issuers = new LinkedHashMap<>();
  private final Map<String, TokenIssuer> byIss = new HashMap<>();
  private ServiceProvider resident = ServiceProvider.RESIDENT;

  private ServiceProviderIndex(List<RegisteredProvider> providers, List<TokenIssuer> issuers) {
    for (TokenIssuer issuer : issuers) {
      this.issuers.put(issuer.name(), issuer);
      byIss.put(issuer.issuer(), issuer);
    }
    for (RegisteredProvider registered : providers) {
      if (registered.provider().isResident()) {
        resident = registered.provider();
        continue;
      }
      byId.put(registered.provider().id().toString(), registered);
      byName.put(registered.provider().name(), registered.provider());
      registered.provider().subjects().forEach(subject -> bySubject.put(subject, registered));
    }
  }

  static ServiceProviderIndex none() {
    return new ServiceProviderIndex(List.of(), List.of());
  }

  static ServiceProviderIndex load(Configurations configurations) {
    return new ServiceProviderIndex(
        configurations.items(ServiceProviderDocument.KIND).stream()
            .map(ServiceProviderDocument::read)
            .toList(),
        configurations.items(TokenIssuerDocument.KIND).stream()
            .map(TokenIssuerDocument::read)
            .toList());
  }

  /** The one that is always there, as it is configured. */
  public ServiceProvider resident() {
    return resident;
  }

  /** Those that are configured besides {@link #resident}, by name. */
  public Collection<RegisteredProvider> configured() {
    return byId.values();
  }

  public Optional<RegisteredProvider> byId(UUID id) {
    return byClientId(id.toString());
  }

  /** By the canonical text of the id. */
  public Optional<RegisteredProvider> byClientId(String clientId) {
    return Optional.ofNullable(byId.get(clientId));
  }

  public Optional<RegisteredProvider> bySubject(Subject subject) {
    return Optional.ofNullable(bySubject.get(subject));
  }

  /** By name; also {@link #resident}. */
  public Optional<ServiceProvider> named(String name) {
    if (name.equals(ServiceProvider.RESIDENT.name())) {
      return Optional.of(resident);
    }
    return Optional.ofNullable(byName.get(name));
  }

  /** Those that are configured, by name. */
  public Collection<TokenIssuer> issuers() {
    return issuers.values();
  }

  /** By name. */
  public Optional<TokenIssuer> issuer(String name) {
    return Optional.ofNullable(issuers.get(name));
  }

  /** By what its tokens say. */
  public Optional<TokenIssuer> issuerOfTokens(String iss) {
    return Optional.ofNullable(byIss.get(iss));
  }
}

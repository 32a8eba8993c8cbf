package io.tessera.provisioning.internal.callers;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ClientSecret;
import io.tessera.provisioning.api.admin.IssuedToken;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RegisteredProvider;
import io.tessera.provisioning.internal.configuration.RuleDocument;
import io.tessera.provisioning.internal.configuration.ServiceProviderDocument;
import io.tessera.provisioning.internal.configuration.ServiceProviderIndex;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.AccessTokens.AccessToken;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of service providers, their secrets and their tokens. */
@Component(service = ServiceProviders.class)
public final class ServiceProviderAdministration implements ServiceProviders {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceProviderAdministration.class);

  private final Store store;
  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;
  private final TokenMemory tokens;
  private final RandomValue secrets = new RandomValue(ClientSignIn.SECRET_PREFIX);
  private final Clock clock;

  @Activate
  public ServiceProviderAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "tokens") TokenMemory tokens) {
    this(store, configuration, tokens, Clock.systemUTC());
  }

  ServiceProviderAdministration(
      Store store, LiveConfiguration configuration, TokenMemory tokens, Clock clock) {
    this.clock = clock;
    this.store = store;
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
    this.tokens = tokens;
  }

  @Override
  public List<ServiceProvider> list() {
    ServiceProviderIndex present = configuration.refresh().serviceProviders();
    return Stream.concat(
            Stream.of(present.resident()),
            present.configured().stream().map(RegisteredProvider::provider))
        .toList();
  }

  @Override
  public Optional<ServiceProvider> get(UUID id) {
    return id.equals(ServiceProvider.RESIDENT.id())
        ? Optional.of(configuration.refresh().serviceProviders().resident())
        : registered(id).map(RegisteredProvider::provider);
  }

  @Override
  public ServiceProvider create(Caller caller, ServiceProvider.Draft draft) {
    ServiceProvider made =
        ServiceProviderCheck.checked(caller, UUID.randomUUID(), 1, draft, configuration.refresh());
    put(caller, new RegisteredProvider(made, List.of()));
    if (!caller.trial()) {
      LOG.info("service provider {} was created by {}", made.name(), caller.actor());
    }
    return made;
  }

  @Override
  public ServiceProvider replace(
      Caller caller, UUID id, long expectedVersion, ServiceProvider.Draft draft) {
    if (id.equals(ServiceProvider.RESIDENT.id())) {
      return replaceResident(caller, expectedVersion, draft);
    }
    RegisteredProvider present = changeable(id);
    ConfigurationWrites.requireVersion(present.provider().version(), expectedVersion);
    if (!draft.name().equals(present.provider().name())) {
      throw invalid(
          "name", "it cannot change: what it did is recorded under it. Create another one.");
    }
    ServiceProvider changed =
        ServiceProviderCheck.checked(
            caller, id, expectedVersion + 1, draft, configuration.refresh());
    put(caller, new RegisteredProvider(changed, present.secrets()));
    if (!caller.trial()) {
      LOG.info("service provider {} was changed by {}", changed.name(), caller.actor());
    }
    return changed;
  }

  private ServiceProvider replaceResident(
      Caller caller, long expectedVersion, ServiceProvider.Draft draft) {
    Snapshot present = configuration.refresh();
    ConfigurationWrites.requireVersion(
        present.serviceProviders().resident().version(), expectedVersion);
    ServiceProvider changed =
        ServiceProviderCheck.checkedResident(draft, expectedVersion + 1, present);
    put(caller, new RegisteredProvider(changed, List.of()));
    if (!caller.trial()) {
      LOG.info("service provider {} was changed by {}", changed.name(), caller.actor());
    }
    return changed;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    RegisteredProvider present = changeable(id);
    ConfigurationWrites.requireVersion(present.provider().version(), expectedVersion);
    writes.write(
        caller,
        tx -> {
          tx.configurations().lock();
          requireNoRules(tx, present.provider().name());
          tx.configurations()
              .remove(ServiceProviderDocument.KIND, id, expectedVersion, Records.origin(caller));
          tx.accessTokens().revokeAll(id);
          present.secrets().forEach(secret -> tx.lastUses().remove(secret.id()));
        });
    tokens.forget();
    if (!caller.trial()) {
      LOG.info("service provider {} was removed by {}", present.provider().name(), caller.actor());
    }
  }

  private static void requireNoRules(Transaction tx, String name) {
    List<String> rules =
        tx.configurations().items(RuleDocument.KIND).stream()
            .filter(item -> RuleDocument.read(item).scope().serviceProviders().contains(name))
            .map(item -> "rule " + item.name())
            .sorted()
            .toList();
    if (!rules.isEmpty()) {
      throw RejectedException.of(
          CONFLICT,
          "The service provider "
              + name
              + " is referred to by "
              + String.join(", ", rules)
              + "; take it out there first.");
    }
  }

  @Override
  public List<ClientSecret> secrets(UUID id) {
    if (id.equals(ServiceProvider.RESIDENT.id())) {
      return List.of();
    }
    RegisteredProvider present = changeable(id);
    List<UUID> ids = present.secrets().stream().map(RegisteredProvider.Secret::id).toList();
    Map<UUID, Instant> uses = store.<Map<UUID, Instant>>read(tx -> tx.lastUses().find(ids));
    return present.secrets().stream().map(secret -> view(secret, uses.get(secret.id()))).toList();
  }

  private static ClientSecret view(RegisteredProvider.Secret secret, @Nullable Instant used) {
    return new ClientSecret(
        secret.id(), secret.created(), secret.createdBy(), secret.expires(), used);
  }

  @Override
  public ClientSecret.Issued addSecret(Caller caller, UUID id, @Nullable Instant expires) {
    RegisteredProvider present = changeable(id);
    ServiceProviderCheck.requireHeld(caller, present.provider().scopes());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!present.provider().secretsAllowed()) {
      throw RejectedException.of(
          CONFLICT, "This service provider is not to sign in with secrets (secretsAllowed).");
    }
    if (expires != null && !expires.isAfter(now)) {
      throw invalid("expires", "a time to come is expected.");
    }
    List<RegisteredProvider.Secret> valid =
        present.secrets().stream().filter(secret -> secret.validAt(now)).toList();
    if (valid.size() >= MOST_SECRETS) {
      throw RejectedException.of(
          CONFLICT, "There are " + MOST_SECRETS + " valid secrets; remove one first.");
    }
    String value = secrets.next();
    RegisteredProvider.Secret secret =
        new RegisteredProvider.Secret(
            UUID.randomUUID(), RandomValue.digest(value), now, caller.actor(), expires);
    RegisteredProvider changed =
        present.with(Stream.concat(valid.stream(), Stream.of(secret)).toList());
    writes.write(
        caller,
        tx -> {
          put(tx, caller, changed);
          tx.record(ofSecret(caller, present, "secret_added", "client-secret", secret.id()));
        });
    if (!caller.trial()) {
      LOG.info(
          "service provider {}: secret {} was added by {}",
          present.provider().name(),
          secret.id(),
          caller.actor());
    }
    return new ClientSecret.Issued(view(secret, null), value);
  }

  @Override
  public void removeSecret(Caller caller, UUID id, UUID secret) {
    RegisteredProvider present = changeable(id);
    if (present.secrets().stream().noneMatch(s -> s.id().equals(secret))) {
      throw notFound("secret");
    }
    writes.write(
        caller,
        tx -> {
          tx.configurations()
              .put(ServiceProviderDocument.item(present.minus(secret)), Records.origin(caller));
          tx.record(ofSecret(caller, present, "secret_removed", "client-secret", secret));
          tx.accessTokens().revokeOfSecret(id, secret);
          tx.lastUses().remove(secret);
        });
    tokens.forget();
    if (!caller.trial()) {
      LOG.info(
          "service provider {}: secret {} was removed by {}",
          present.provider().name(),
          secret,
          caller.actor());
    }
  }

  @Override
  public List<IssuedToken> tokens(UUID id, int most) {
    changeable(id);
    return store
        .<List<AccessToken>>read(tx -> tx.accessTokens().valid(id, clock.instant(), most))
        .stream()
        .map(ServiceProviderAdministration::view)
        .toList();
  }

  private static IssuedToken view(AccessToken token) {
    return new IssuedToken(
        token.id(),
        token.secret(),
        Permission.ofKeys(token.scopes()),
        token.issued(),
        token.expires());
  }

  @Override
  public void revokeToken(Caller caller, UUID id, UUID token) {
    RegisteredProvider present = changeable(id);
    store.write(
        tx -> {
          if (!tx.accessTokens().revoke(id, token)) {
            throw notFound("token");
          }
          tx.record(ofSecret(caller, present, "token_revoked", "access-token", token));
          return Boolean.TRUE;
        });
    tokens.forget();
    if (!caller.trial()) {
      LOG.info(
          "service provider {}: token {} was revoked by {}",
          present.provider().name(),
          token,
          caller.actor());
    }
  }

  @Override
  public int revokeTokens(Caller caller, UUID id) {
    RegisteredProvider present = changeable(id);
    int revoked =
        store.<Integer>write(
            tx -> {
              int all = tx.accessTokens().revokeAll(id);
              if (all > 0) {
                tx.record(
                    ofSecret(caller, present, "tokens_revoked", ServiceProviderDocument.KIND, id));
              }
              return all;
            });
    tokens.forget();
    if (!caller.trial()) {
      LOG.info(
          "service provider {}: all {} tokens were revoked by {}",
          present.provider().name(),
          revoked,
          caller.actor());
    }
    return revoked;
  }

  /** The record of a secret or a token of a service provider. */
  private static Deed ofSecret(
      Caller caller, RegisteredProvider of, String action, String object, UUID id) {
    return Records.configured(
        caller, object, id, Records.facts(action, of.provider().name()).build());
  }

  private void put(Caller caller, RegisteredProvider provider) {
    writes.write(caller, tx -> put(tx, caller, provider));
  }

  private static void put(Transaction tx, Caller caller, RegisteredProvider provider) {
    tx.configurations().put(ServiceProviderDocument.item(provider), Records.origin(caller));
  }

  private RegisteredProvider changeable(UUID id) {
    if (id.equals(ServiceProvider.RESIDENT.id())) {
      throw RejectedException.of(
          CONFLICT,
          ServiceProvider.RESIDENT.name()
              + " is always there and has neither secrets nor tokens; its mode and targets can be"
              + " changed.");
    }
    return registered(id).orElseThrow(() -> notFound("service provider"));
  }

  private Optional<RegisteredProvider> registered(UUID id) {
    return configuration.refresh().serviceProviders().byId(id);
  }
}

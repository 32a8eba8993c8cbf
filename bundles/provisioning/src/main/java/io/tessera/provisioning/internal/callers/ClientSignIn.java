package io.tessera.provisioning.internal.callers;

import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.spi.ForeignTokens;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RegisteredProvider;
import io.tessera.provisioning.internal.configuration.ServiceProviderIndex;
import io.tessera.store.spi.AccessTokens.AccessToken;
import io.tessera.store.spi.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows service providers by their secrets and tokens, and issues the tokens. */
@Component(
    service = {Clients.class, MeterSource.class},
    configurationPid = "io.tessera.tokens")
@Designate(ocd = ClientSignIn.Config.class)
public final class ClientSignIn implements Clients, MeterSource {
  /** What secrets begin with. */
  static final String SECRET_PREFIX = "tcs_";

  private static final Logger LOG = LoggerFactory.getLogger(ClientSignIn.class);
  private static final int UUID_LENGTH = 36;

  private final Store store;
  private final LiveConfiguration configuration;
  private final TokenMemory tokens;
  private final LastUseLog uses;
  private final ForeignSignIn foreign;
  private final Duration life;
  private final RandomValue values = new RandomValue("tat_");
  private final Clock clock;

  /** How tokens are issued. */
  @ObjectClassDefinition(name = "Access tokens")
  public @interface Config {
    @AttributeDefinition(description = "Seconds an access token is valid")
    int lifeSeconds() default 600;
  }

  @Activate
  public ClientSignIn(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "tokens") TokenMemory tokens,
      @Reference(name = "uses") LastUseLog uses,
      @Reference(name = "foreignTokens") ForeignTokens foreignTokens,
      Config config) {
    this(
        store,
        configuration,
        tokens,
        uses,
        foreignTokens,
        Duration.ofSeconds(Math.max(1, config.lifeSeconds())),
        Clock.systemUTC());
  }

  ClientSignIn(
      Store store,
      LiveConfiguration configuration,
      TokenMemory tokens,
      LastUseLog uses,
      ForeignTokens foreignTokens,
      Duration life,
      Clock clock) {
    this.clock = clock;
    this.foreign = new ForeignSignIn(foreignTokens, clock);
    this.store = store;
    this.configuration = configuration;
    this.tokens = tokens;
    this.uses = uses;
    this.life = life;
  }

  @Override
  public boolean isClient(String name) {
    return name.length() == UUID_LENGTH && providers().byClientId(name).isPresent();
  }

  @Override
  public Optional<Client> withSecret(String clientId, String secret) {
    Optional<RegisteredProvider> registered =
        providers()
            .byClientId(clientId)
            .filter(r -> r.provider().enabled() && r.provider().secretsAllowed());
    if (registered.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String digest = RandomValue.digest(secret);
    for (RegisteredProvider.Secret valid : registered.get().secrets()) {
      if (RandomValue.same(valid.digest(), digest) && valid.validAt(now)) {
        uses.note(valid.id(), now);
        return Optional.of(client(registered.get().provider(), valid.id()));
      }
    }
    return Optional.empty();
  }

  static Client client(ServiceProvider provider, UUID credential) {
    return new Client(
        provider.id(),
        provider.name(),
        provider.userStore(),
        provider.scopes(),
        provider.certificates(),
        credential);
  }

  @Override
  public Issued issue(Client client, Set<Permission> scopes) {
    Set<Permission> granted = both(scopes, client.scopes());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String value = values.next();
    AccessToken token =
        new AccessToken(
            RandomValue.digest(value),
            UUID.randomUUID(),
            client.id(),
            client.credential(),
            granted.stream().map(Permission::key).collect(Collectors.toSet()),
            now,
            now.plus(life));
    store.write(
        tx -> {
          tx.accessTokens().add(token);
          return token;
        });
    LOG.debug("service provider {}: token {} was issued", client.name(), token.id());
    return new Issued(value, granted, token.expires(), life.toSeconds());
  }

  @Override
  public Optional<Access> byToken(String token) {
    return values.looksLike(token)
        ? own(RandomValue.digest(token))
        : foreign.byToken(token, providers());
  }

  private Optional<Access> own(String digest) {
    return tokens
        .find(digest)
        .filter(token -> clock.instant().isBefore(token.expires()))
        .flatMap(token -> holder(token).map(provider -> access(provider, token)));
  }

  /** Whoever has it may still sign in with the secret it was issued for. */
  private Optional<ServiceProvider> holder(AccessToken token) {
    Instant now = clock.instant();
    return providers()
        .byId(token.serviceProvider())
        .filter(r -> r.provider().enabled() && r.provider().secretsAllowed())
        .filter(
            r ->
                r.secrets().stream().anyMatch(s -> s.id().equals(token.secret()) && s.validAt(now)))
        .map(RegisteredProvider::provider);
  }

  private static Access access(ServiceProvider provider, AccessToken token) {
    return new Access(
        client(provider, token.secret()),
        both(Permission.ofKeys(token.scopes()), provider.scopes()),
        token.issued(),
        token.expires(),
        null);
  }

  @Override
  public boolean revoke(Client client, String token) {
    if (!values.looksLike(token)) {
      return false;
    }
    String digest = RandomValue.digest(token);
    boolean revoked =
        store.<Boolean>write(
            tx ->
                tx.accessTokens()
                    .find(digest)
                    .filter(found -> found.serviceProvider().equals(client.id()))
                    .filter(found -> tx.accessTokens().revoke(client.id(), found.id()))
                    .isPresent());
    tokens.forget();
    return revoked;
  }

  private ServiceProviderIndex providers() {
    return configuration.recent().serviceProviders();
  }

  private static Set<Permission> both(Collection<Permission> some, Collection<Permission> others) {
    Set<Permission> both = EnumSet.noneOf(Permission.class);
    some.stream().filter(others::contains).forEach(both::add);
    return both;
  }

  @Override
  public void tell(Readings readings) {
    foreign.figures().tell(readings);
  }
}

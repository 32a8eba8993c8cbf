package io.tessera.provisioning.internal.callers;

import io.tessera.metering.CacheFigures;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.spi.ForeignTokens;
import io.tessera.provisioning.api.spi.ForeignTokens.ForeignToken;
import io.tessera.provisioning.internal.configuration.RegisteredProvider;
import io.tessera.provisioning.internal.configuration.ServiceProviderIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Service providers by the tokens of parties we trust. A token that was verified is not verified
 * again for a minute, unless its issuer's configuration changes; who it stands for, and what they
 * may do, is looked up every time.
 */
final class ForeignSignIn {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final ForeignTokens tokens;
  private final Clock clock;
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();
  private final CacheFigures figures = new CacheFigures("foreign_tokens", verified::size);

  private record Verified(ForeignToken token, long issuerVersion, Instant until) {}

  ForeignSignIn(ForeignTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  Optional<Access> byToken(String token, ServiceProviderIndex providers) {
    return tokens
        .issuer(token)
        .flatMap(providers::issuerOfTokens)
        .filter(TokenIssuer::enabled)
        .flatMap(issuer -> verified(token, issuer).flatMap(t -> access(t, issuer, providers)));
  }

  private Optional<ForeignToken> verified(String token, TokenIssuer issuer) {
    String key = RandomValue.digest(issuer.id() + " " + token);
    Instant now = clock.instant();
    @Nullable Verified known = verified.get(key);
    boolean holds =
        known != null
            && known.issuerVersion() == issuer.version()
            && now.isBefore(known.until())
            && now.isBefore(known.token().expires());
    figures.asked(holds);
    if (known != null && holds) {
      return Optional.of(known.token());
    }
    Optional<ForeignToken> found = tokens.verify(token, issuer);
    if (verified.size() >= MOST) {
      int before = verified.size();
      verified.values().removeIf(old -> !now.isBefore(old.until()));
      figures.evicted(Math.max(0, before - verified.size()));
    }
    if (found.isPresent() && verified.size() < MOST) {
      verified.put(key, new Verified(found.get(), issuer.version(), now.plus(REMEMBERED)));
    } else {
      verified.remove(key);
    }
    return found;
  }

  /** How many verifications were saved. */
  CacheFigures figures() {
    return figures;
  }

  private static Optional<Access> access(
      ForeignToken token, TokenIssuer issuer, ServiceProviderIndex providers) {
    return providers
        .bySubject(new Subject(issuer.name(), token.caller()))
        .map(RegisteredProvider::provider)
        .filter(ServiceProvider::enabled)
        .map(
            provider ->
                new Access(
                    ClientSignIn.client(provider, issuer.id()),
                    permissions(token, issuer, provider),
                    token.issued(),
                    token.expires(),
                    issuer.issuer()));
  }

  /** What the token names, as far as the service provider has it. */
  private static Set<Permission> permissions(
      ForeignToken token, TokenIssuer issuer, ServiceProvider provider) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    if (issuer.scopeClaim().isEmpty()) {
      permissions.addAll(provider.scopes());
    } else {
      for (String key : token.scopesIfAny().orElseGet(List::of)) {
        Permission.byKey(key).filter(provider.scopes()::contains).ifPresent(permissions::add);
      }
    }
    return permissions;
  }
}

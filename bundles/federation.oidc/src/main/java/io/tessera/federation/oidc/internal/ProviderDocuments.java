package io.tessera.federation.oidc.internal;

import com.nimbusds.jose.jwk.JWKSet;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.Outside;
import io.tessera.jose.PublicKeys;
import io.tessera.jose.Published;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What providers publish: metadata and keys, kept as long as {@link Published} does and the version
 * of the configuration is the same. One provider is asked at most every five seconds.
 */
final class ProviderDocuments {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Far more providers than anybody has; what was kept of removed ones is forgotten then. */
  private static final int MOST = 1000;

  private final Outside outside;
  private final LongSupplier nanoTime;
  private final Map<UUID, Held> byProvider = new ConcurrentHashMap<>();

  /**
   * @param discovery null when everything was given by hand
   * @param keys by address, which discovery may change
   */
  private record Held(
      long version,
      Metadata given,
      @Nullable Published<Metadata> discovery,
      Map<URI, Published<JWKSet>> keys) {}

  ProviderDocuments(Outside outside, LongSupplier nanoTime) {
    this.outside = outside;
    this.nanoTime = nanoTime;
  }

  /** What is known of a provider; what was configured comes first. */
  Metadata metadata(IdentityProvider provider) throws RefusedSignInException {
    return metadata(held(provider));
  }

  private static Metadata metadata(Held held) throws RefusedSignInException {
    if (held.discovery() == null) {
      return held.given();
    }
    try {
      return held.given().over(held.discovery().present());
    } catch (IOException away) {
      throw Refusal.unreachable("The discovery document cannot be had", away);
    }
  }

  /**
   * The keys it publishes.
   *
   * @param newer whether those known lack the one that is needed
   */
  JWKSet keys(IdentityProvider provider, boolean newer) throws RefusedSignInException {
    Held held = held(provider);
    Optional<URI> given = held.given().keys();
    URI address =
        (given.isPresent() ? given : metadata(held).keys())
            .orElseThrow(
                () -> Refusal.configuration("The provider says nowhere where its keys are."));
    try {
      Published<JWKSet> keys = keys(provider, held, address);
      return newer ? keys.newer() : keys.present();
    } catch (IOException away) {
      throw Refusal.unreachable("The keys cannot be had", away);
    }
  }

  private Published<JWKSet> keys(IdentityProvider provider, Held held, URI address) {
    Published<JWKSet> known = held.keys().get(address);
    if (known != null) {
      return known;
    }
    held.keys().clear();
    return held.keys()
        .computeIfAbsent(
            address,
            place ->
                new Published<>(
                    who(provider), place, outside::fetch, PublicKeys::read, PAUSE, nanoTime));
  }

  private Held held(IdentityProvider provider) throws RefusedSignInException {
    Held known = byProvider.get(provider.id());
    if (known != null && known.version() == provider.version()) {
      return known;
    }
    Held made = make(provider);
    if (byProvider.size() >= MOST) {
      byProvider.clear();
    }
    Held kept =
        byProvider.compute(
            provider.id(),
            (id, other) -> other != null && other.version() == provider.version() ? other : made);
    return kept == null ? made : kept;
  }

  private Held make(IdentityProvider provider) throws RefusedSignInException {
    String issuer = provider.signIn().oidc().issuer();
    try {
      Metadata given = Metadata.given(provider);
      Published<Metadata> discovery =
          isComplete(given, provider)
              ? null
              : new Published<>(
                  who(provider),
                  Metadata.place(issuer),
                  outside::fetch,
                  document -> Metadata.read(document, issuer),
                  PAUSE,
                  nanoTime);
      return new Held(provider.version(), given, discovery, new ConcurrentHashMap<>());
    } catch (ParseException malformed) {
      throw Refusal.configuration(
          "An address that is configured is none: " + malformed.getMessage() + ".");
    }
  }

  /** Whether nothing has to be discovered. */
  private static boolean isComplete(Metadata given, IdentityProvider provider) {
    SignIn.Oidc oidc = provider.signIn().oidc();
    return given.authorization().isPresent()
        && given.token().isPresent()
        && (given.keys().isPresent() || !provider.trust().certificates().isEmpty())
        && (given.userInfo().isPresent() || !oidc.readsUserInfo());
  }

  private static String who(IdentityProvider provider) {
    return "identity provider " + provider.name();
  }
}

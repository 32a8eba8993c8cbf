package io.tessera.provisioning.internal.federation;

import io.tessera.crypto.Secret;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Link;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.SecretResolver;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Federated sign-in as doors see it. */
@Component(service = FederatedSignIn.class)
public final class SigningIn implements FederatedSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SigningIn.class);

  private final LiveConfiguration configuration;
  private final Arrivals arrivals;
  private final SecretResolver secrets;
  private final RefusedSignIns refusals;
  private final LinkAdministration links;

  @Activate
  public SigningIn(
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "arrivals") Arrivals arrivals,
      @Reference(name = "secrets") SecretResolver secrets,
      @Reference(name = "memory") SealedSignInMemory memory,
      @Reference(name = "links") LinkAdministration links) {
    this.configuration = configuration;
    this.arrivals = arrivals;
    this.secrets = secrets;
    this.refusals = new RefusedSignIns(memory, Clock.systemUTC());
    this.links = links;
  }

  @Override
  public Outcome arrive(Arrival arrival) {
    Outcome outcome = arrivals.arrive(arrival);
    if (outcome instanceof Outcome.Refused refused) {
      String provider =
          configuration
              .recent()
              .identityProvider(arrival.assertion().identityProvider())
              .map(IdentityProvider::name)
              .orElse(arrival.assertion().identityProvider().toString());
      note(provider, refused.why().name(), refused.reason(), arrival.causality());
    }
    return outcome;
  }

  @Override
  public void refused(IdentityProvider provider, String reason, String causality) {
    note(provider.name(), "PROTOCOL", reason, causality);
  }

  /** The reason may quote what a target said, which does not belong into a log. */
  private void note(String provider, String why, String reason, String causality) {
    LOG.info("sign-in {} through {} was refused: {}", causality, provider, why);
    refusals.put(causality, provider, why, reason);
  }

  @Override
  public List<IdentityProvider> choices() {
    return enabled().sorted(Comparator.comparing(IdentityProvider::displayName)).toList();
  }

  @Override
  public Optional<IdentityProvider> meant(String word) {
    String wanted = word.strip();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    String domain = wanted.substring(wanted.lastIndexOf('@') + 1);
    List<IdentityProvider> enabled = enabled().toList();
    return first(enabled, provider -> provider.name().equalsIgnoreCase(wanted))
        .or(() -> first(enabled, provider -> isRealm(provider, wanted)))
        .or(
            () ->
                first(
                    enabled,
                    provider ->
                        provider.signIn().domains().stream().anyMatch(domain::equalsIgnoreCase)));
  }

  private static boolean isRealm(IdentityProvider provider, String word) {
    return Arrays.stream(provider.trust().homeRealmId().split(",", -1))
        .anyMatch(realm -> realm.strip().equalsIgnoreCase(word));
  }

  private static Optional<IdentityProvider> first(
      List<IdentityProvider> all, Predicate<IdentityProvider> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  private Stream<IdentityProvider> enabled() {
    return configuration.recent().identityProviders().stream()
        .filter(provider -> provider.enabled())
        .filter(provider -> provider.signIn().protocol() != Protocol.NONE);
  }

  @Override
  public Optional<Secret> clientSecret(IdentityProvider provider) {
    return secrets.clientSecret(provider);
  }

  @Override
  public List<Link> links(Caller caller, String userStore, String userName) {
    return links.of(caller, userStore, userName);
  }
}

package io.tessera.federation.internal;

import io.tessera.crypto.Secret;
import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Link;
import io.tessera.provisioning.api.federation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes an account of the subject's name for whoever arrives, unless the test says otherwise. */
final class FakeSignIn implements FederatedSignIn {
  final List<Arrival> arrivals = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  volatile Function<Arrival, Outcome> outcome = this::account;

  private final Map<String, IdentityProvider> providers = new ConcurrentHashMap<>();
  private final Map<String, Resource> people = new ConcurrentHashMap<>();
  private final Provisioning provisioning;

  FakeSignIn(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  IdentityProvider add(String name, SignIn.Protocol protocol, String... domains) {
    SignIn settings =
        new SignIn(
            protocol,
            SignIn.Oidc.NONE,
            SignIn.Saml.NONE,
            List.of(domains),
            true,
            SignIn.Jit.DEFAULT);
    IdentityProvider.Draft names = new IdentityProvider.Draft(name, "The " + name, true);
    IdentityProvider.Draft draft =
        new IdentityProvider.Draft(
            names.name(),
            names.displayName(),
            "",
            true,
            names.trust(),
            names.mappings(),
            names.accounts(),
            settings,
            null);
    IdentityProvider provider = IdentityProvider.of(UUID.randomUUID(), draft, false, 1);
    providers.put(name, provider);
    return provider;
  }

  void disable(String name) {
    providers.remove(name);
  }

  Outcome account(Arrival arrival) {
    String subject = arrival.assertion().subject();
    boolean created = !people.containsKey(subject);
    Resource person =
        people.computeIfAbsent(
            subject,
            name ->
                provisioning.create(
                    Caller.internal("test", "test"),
                    ResourceType.USER,
                    Attributes.builder()
                        .put("userName", name)
                        .put("displayName", "P. " + name)
                        .build(),
                    Set.of()));
    return new Outcome.SignedIn(
        person.id(),
        subject,
        "P. " + subject,
        person.domain(),
        created,
        created ? Optional.of(UUID.randomUUID()) : Optional.empty(),
        List.of());
  }

  @Override
  public Outcome arrive(Arrival arrival) {
    arrivals.add(arrival);
    return outcome.apply(arrival);
  }

  @Override
  public List<IdentityProvider> choices() {
    return providers.values().stream()
        .sorted(Comparator.comparing(IdentityProvider::displayName))
        .toList();
  }

  @Override
  public Optional<IdentityProvider> meant(String word) {
    return choices().stream()
        .filter(p -> p.name().equals(word) || p.signIn().domains().contains(word))
        .findFirst();
  }

  @Override
  public Optional<Secret> clientSecret(IdentityProvider provider) {
    return Optional.empty();
  }

  @Override
  public void refused(IdentityProvider provider, String reason, String causality) {
    refusals.add(causality + " " + provider.name() + " " + reason);
  }

  @Override
  public List<Link> links(Caller caller, String userStore, String userName) {
    return List.of();
  }
}

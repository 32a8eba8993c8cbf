package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Connections in memory, with the rules that callers see: unique names, versions, secrets. */
final class FakeConnections implements Connections {
  static final String TYPE = "io.tessera.connector.sample";
  static final PolicyMap DEFAULT_MAP =
      new PolicyMap(
          List.of(
              new PolicyMap.Row("sn", List.of("name.familyName"), List.of()),
              new PolicyMap.Row("objectClass", List.of(), List.of("inetOrgPerson"))),
          List.of());

  private final Map<UUID, IdentityProvider> providers = new LinkedHashMap<>();
  private final List<IdentityProvider> past = new ArrayList<>();
  private final Map<UUID, Target> targets = new LinkedHashMap<>();
  private Attributes lastSettings = Attributes.empty();

  /** The settings of the last draft, secrets included. */
  Attributes lastSettings() {
    return lastSettings;
  }

  void clear() {
    providers.clear();
    past.clear();
    targets.clear();
  }

  @Override
  public List<ConnectorType> connectorTypes() {
    return List.of(
        new ConnectorType(
            TYPE,
            "Sample",
            "For tests",
            "sample 1.0.0",
            "Rolled back from 1.1.0 because 20 of 20 operations failed.",
            Set.of(Ability.READ, Ability.SEARCH),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            List.of(
                property("url", ConnectorType.Kind.TEXT, null),
                property("port", ConnectorType.Kind.INTEGER, "65535"),
                property("password", ConnectorType.Kind.SECRET, null))));
  }

  private static ConnectorType.Property property(String id, ConnectorType.Kind kind, String max) {
    return new ConnectorType.Property(
        id, id, "The " + id, kind, false, false, List.of(), List.of(), null, max);
  }

  @Override
  public Optional<ConnectorType> connectorType(String id) {
    return connectorTypes().stream().filter(type -> type.id().equals(id)).findFirst();
  }

  @Override
  public List<IdentityProvider> identityProviders(Caller caller) {
    return List.copyOf(providers.values());
  }

  @Override
  public Optional<IdentityProvider> identityProvider(Caller caller, UUID id) {
    return Optional.ofNullable(providers.get(id));
  }

  @Override
  public List<PastProvider> identityProviderVersions(Caller caller, UUID id) {
    List<PastProvider> versions = new ArrayList<>();
    past.stream()
        .filter(provider -> provider.id().equals(id))
        .forEach(provider -> versions.add(0, new PastProvider(Instant.EPOCH, "admin", provider)));
    return versions;
  }

  @Override
  public IdentityProvider createIdentityProvider(Caller caller, IdentityProvider.Draft draft) {
    if (providers.values().stream().anyMatch(p -> p.name().equals(draft.name()))) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public IdentityProvider replaceIdentityProvider(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private IdentityProvider put(UUID id, IdentityProvider.Draft draft, long version) {
    boolean secret =
        Optional.ofNullable(providers.get(id))
            .filter(IdentityProvider::clientSecretSet)
            .isPresent();
    IdentityProvider provider = IdentityProvider.of(id, draft, secret, version);
    providers.put(id, provider);
    past.add(provider);
    return provider;
  }

  @Override
  public void deleteIdentityProvider(Caller caller, UUID id, long expectedVersion) {
    String name = providers.get(id).name();
    if (targets.values().stream().anyMatch(t -> t.identityProvider().equals(name))) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "It has targets.");
    }
    providers.remove(id);
  }

  @Override
  public List<Target> targets(Caller caller) {
    return List.copyOf(targets.values());
  }

  @Override
  public Optional<Target> target(Caller caller, UUID id) {
    return Optional.ofNullable(targets.get(id));
  }

  @Override
  public Target createTarget(Caller caller, Target.Draft draft) {
    if (connectorType(draft.connectorType()).isEmpty()) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE, AttributePath.of("connectorType"), "There is no such type.");
    }
    return put(UUID.randomUUID(), draft, Set.of(), DEFAULT_MAP, 1);
  }

  @Override
  public Target replaceTarget(Caller caller, UUID id, long expectedVersion, Target.Draft draft) {
    Target present = targets.get(id);
    return put(id, draft, present.secretsSet(), present.policyMap(), expectedVersion + 1);
  }

  private Target put(
      UUID id, Target.Draft draft, Set<String> secretsBefore, PolicyMap mapBefore, long version) {
    lastSettings = draft.settings();
    Set<String> secrets = new TreeSet<>(secretsBefore);
    draft.settings().text("password").ifPresent(given -> secrets.add("password"));
    Target target =
        new Target(
            id,
            draft.name(),
            draft.identityProvider(),
            draft.connectorType(),
            draft.enabled(),
            draft.settings().without("password"),
            secrets,
            draft.policyMapIfAny().orElse(mapBefore),
            draft.deliveryIfAny().orElse(DeliverySettings.DEFAULT),
            version);
    targets.put(id, target);
    return target;
  }

  @Override
  public void deleteTarget(Caller caller, UUID id, long expectedVersion) {
    targets.remove(id);
  }

  @Override
  public TargetStatus status(Caller caller, UUID target) {
    return new TargetStatus(
        TargetStatus.State.QUARANTINED, "It refuses the password.", 3, 1, 0, Set.of(Ability.READ));
  }

  @Override
  public Map<UUID, TargetStatus> statuses(Caller caller) {
    Map<UUID, TargetStatus> statuses = new HashMap<>();
    targets.keySet().forEach(id -> statuses.put(id, status(caller, id)));
    return statuses;
  }

  @Override
  public List<TestStep> test(Caller caller, UUID target) {
    return List.of(
        new TestStep("connect", true, ""), new TestStep("sign in", false, "invalid credentials"));
  }
}

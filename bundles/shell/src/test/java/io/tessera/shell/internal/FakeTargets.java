package io.tessera.shell.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Targets in memory, and how they are doing. */
final class FakeTargets implements Connections, Vitals {
  private final Map<UUID, Target> targets = new LinkedHashMap<>();
  private final Map<UUID, TargetStatus> statuses = new HashMap<>();
  private final Map<UUID, Instant> oldest = new HashMap<>();
  private final List<Caller> writers = new ArrayList<>();

  UUID add(String name, TargetStatus status) {
    UUID id = UUID.randomUUID();
    Attributes settings = Attributes.builder().put("host", "ldap.example.com").build();
    targets.put(
        id,
        new Target(
            id,
            name,
            "corporate",
            "io.tessera.connector.ldap",
            true,
            settings,
            Set.of("bindPassword"),
            new PolicyMap(List.of(), List.of()),
            DeliverySettings.DEFAULT,
            7));
    statuses.put(id, status);
    return id;
  }

  void waitingSince(UUID target, Instant since) {
    oldest.put(target, since);
  }

  static TargetStatus active(long waiting, long dead) {
    return new TargetStatus(TargetStatus.State.ACTIVE, "", waiting, dead, 0, Set.of(Ability.READ));
  }

  static TargetStatus quarantined(String why) {
    return new TargetStatus(TargetStatus.State.QUARANTINED, why, 3, 0, 1, Set.of());
  }

  /** Who changed something, in order. */
  List<Caller> writers() {
    return writers;
  }

  @Override
  public Optional<Sample> latest() {
    return Optional.of(
        new Sample(
            Instant.EPOCH,
            targets.values().stream()
                .map(
                    t ->
                        new TargetVitals(
                            t.id(), t.name(), statuses.get(t.id()), oldest.get(t.id()), ""))
                .toList(),
            0));
  }

  @Override
  public List<ConnectorType> connectorTypes() {
    return List.of();
  }

  @Override
  public Optional<ConnectorType> connectorType(String id) {
    return Optional.empty();
  }

  @Override
  public List<IdentityProvider> identityProviders(Caller caller) {
    return List.of();
  }

  @Override
  public Optional<IdentityProvider> identityProvider(Caller caller, UUID id) {
    return Optional.empty();
  }

  @Override
  public List<PastProvider> identityProviderVersions(Caller caller, UUID id) {
    return List.of();
  }

  @Override
  public IdentityProvider createIdentityProvider(Caller caller, IdentityProvider.Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IdentityProvider replaceIdentityProvider(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteIdentityProvider(Caller caller, UUID id, long expectedVersion) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  @Override
  public Target replaceTarget(Caller caller, UUID id, long expectedVersion, Target.Draft draft) {
    writers.add(caller);
    Target present = targets.get(id);
    Target changed =
        new Target(
            id,
            draft.name(),
            draft.identityProvider(),
            draft.connectorType(),
            draft.enabled(),
            draft.settings(),
            present.secretsSet(),
            draft.policyMapIfAny().orElse(present.policyMap()),
            draft.deliveryIfAny().orElse(present.delivery()),
            expectedVersion + 1);
    targets.put(id, changed);
    return changed;
  }

  @Override
  public void deleteTarget(Caller caller, UUID id, long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TargetStatus status(Caller caller, UUID target) {
    return statuses.get(target);
  }

  @Override
  public Map<UUID, TargetStatus> statuses(Caller caller) {
    return statuses;
  }

  @Override
  public List<TestStep> test(Caller caller, UUID target) {
    throw new UnsupportedOperationException();
  }
}

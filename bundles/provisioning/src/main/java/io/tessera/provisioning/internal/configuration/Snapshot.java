package io.tessera.provisioning.internal.configuration;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;

import io.tessera.model.AttributePath;
import io.tessera.model.Names;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.CustomSchema;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.Dependency;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.internal.roles.RoleIndex;
import io.tessera.provisioning.internal.rules.Guards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole configuration as it was at one version. Immutable. */
public final class Snapshot {
  private final long version;
  private final Map<UUID, IdentityProvider> identityProviders = new LinkedHashMap<>();
  private final Map<UUID, TargetConfiguration> targets = new LinkedHashMap<>();
  private final Map<String, UserStore> userStores = new LinkedHashMap<>();
  private final ConfiguredSchemas schemas;
  private final ServiceProviderIndex serviceProviders;
  private final RoleIndex roles;
  private final Guards guards;
  private final List<TargetConfiguration> allTargets;
  private final boolean anyLimited;
  private final Set<String> watchedGroups;
  private final Set<String> provisioningRoles;

  Snapshot(
      long version,
      List<IdentityProvider> identityProviders,
      List<TargetConfiguration> targets,
      List<UserStore> userStores,
      ConfiguredSchemas schemas,
      ServiceProviderIndex serviceProviders,
      RoleIndex roles,
      Guards guards) {
    this.version = version;
    identityProviders.forEach(i -> this.identityProviders.put(i.id(), i));
    targets.forEach(t -> this.targets.put(t.target().id(), t));
    this.userStores.put(UserStore.PRIMARY.name(), UserStore.PRIMARY);
    userStores.forEach(s -> this.userStores.put(s.name(), s));
    this.schemas = schemas;
    this.serviceProviders = serviceProviders;
    this.roles = roles;
    this.guards = guards;
    // Asked in every write.
    this.allTargets = List.copyOf(this.targets.values());
    this.anyLimited = allTargets.stream().anyMatch(t -> t.active() && t.isLimited());
    this.watchedGroups =
        Stream.concat(
                allTargets.stream()
                    .filter(TargetConfiguration::active)
                    .flatMap(t -> t.provisioningRoles().stream()),
                guards.roles().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.provisioningRoles =
        Stream.concat(
                allTargets.stream().flatMap(t -> t.provisioningRoles().stream()),
                guards.roles().stream())
            .map(Names::fold)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What holds before anything is configured or known. */
  static Snapshot nothing() {
    return new Snapshot(
        -1,
        List.of(),
        List.of(),
        List.of(),
        ConfiguredSchemas.none(),
        ServiceProviderIndex.none(),
        RoleIndex.none(),
        Guards.none());
  }

  public long version() {
    return version;
  }

  public List<IdentityProvider> identityProviders() {
    return List.copyOf(identityProviders.values());
  }

  public Optional<IdentityProvider> identityProvider(UUID id) {
    return Optional.ofNullable(identityProviders.get(id));
  }

  public Optional<IdentityProvider> identityProvider(String name) {
    return identityProviders.values().stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /**
   * The one that a draft names in its {@code identityProvider}.
   *
   * @throws RejectedException INVALID_VALUE at that attribute, when there is none
   */
  public IdentityProvider requireIdentityProvider(String name) {
    return identityProvider(name)
        .orElseThrow(
            () -> invalid("identityProvider", "there is no identity provider \"" + name + "\"."));
  }

  public List<TargetConfiguration> targets() {
    return allTargets;
  }

  public Optional<TargetConfiguration> target(UUID id) {
    return Optional.ofNullable(targets.get(id));
  }

  public Optional<TargetConfiguration> target(String name) {
    return targets.values().stream().filter(t -> t.target().name().equals(name)).findFirst();
  }

  /** The active targets that get a change before another one. */
  public List<Prerequisite> prerequisites(TargetConfiguration of) {
    return of.target().delivery().dependsOn().stream()
        .flatMap(
            needed ->
                target(needed.target()).filter(TargetConfiguration::active).stream()
                    .map(t -> prerequisite(t, needed)))
        .toList();
  }

  /** The active targets that depend on another one. */
  public List<Prerequisite> followers(TargetConfiguration of) {
    String name = of.target().name();
    return targets.values().stream()
        .filter(TargetConfiguration::active)
        .flatMap(
            t ->
                t.target().delivery().dependsOn().stream()
                    .filter(needed -> needed.target().equals(name))
                    .map(needed -> prerequisite(t, needed)))
        .toList();
  }

  private static Prerequisite prerequisite(TargetConfiguration target, Dependency as) {
    return new Prerequisite(target.target().id(), target.target().name(), as.order());
  }

  /** {@link UserStore#PRIMARY} first. */
  public List<UserStore> userStores() {
    return List.copyOf(userStores.values());
  }

  /** By its exact name. */
  public Optional<UserStore> userStore(String name) {
    return Optional.ofNullable(userStores.get(name));
  }

  /**
   * @throws RejectedException INVALID_VALUE at {@code domain} when there is no such user store
   */
  public void requireDomain(String name) {
    if (!userStores.containsKey(name)) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of("domain"),
          "domain: there is no user store of this name. The administrator creates one with POST"
              + " /api/v1/user-stores.");
    }
  }

  /** What resources of a type may carry; the same object as long as the snapshot lives. */
  public ResourceSchema schema(ResourceType type) {
    return schemas.type(type);
  }

  /** The roles there are, and what grants them. */
  public RoleIndex roles() {
    return roles;
  }

  public Guards guards() {
    return guards;
  }

  /**
   * Whether an account anywhere may depend on holding something of this name, or of one that people
   * take for the same. Where rules read roles by names that cannot be said beforehand, any name.
   */
  public boolean isProvisioningRole(String name) {
    return guards.readsAnyRole() || provisioningRoles.contains(Names.fold(name));
  }

  public ServiceProviderIndex serviceProviders() {
    return serviceProviders;
  }

  public List<CustomSchema> customSchemas() {
    return schemas.custom();
  }

  public AttributeIndexes indexes() {
    return schemas.indexes();
  }

  /** Where what a service provider writes goes; everywhere when it is not known any more. */
  public Outbound outbound(String serviceProvider) {
    return serviceProviders
        .named(serviceProvider)
        .map(ServiceProvider::outbound)
        .orElse(Outbound.EVERYWHERE);
  }

  /** Whether a service provider waits for a target: what its own list says, else the target. */
  public DeliverySettings.Mode deliveryMode(String serviceProvider, TargetConfiguration target) {
    return outbound(serviceProvider)
        .entry(target.target().name())
        .flatMap(ServiceProvider.Entry::modeIfAny)
        .orElse(target.target().delivery().mode());
  }

  /** Whether holding a role entitles to an account at a target. */
  public boolean carries(String role, TargetConfiguration target) {
    return roles.carries(role, target.target().name());
  }

  /** Whether there is an active target where some may have no account. */
  public boolean isAnyLimited() {
    return anyLimited;
  }

  /** Whether anything depends on which groups somebody belongs to. */
  public boolean readsGroups() {
    return guards.readsGroups() || !watchedGroups().isEmpty();
  }

  /** The groups whose members are looked at again when they join or leave. */
  public Set<String> watchedGroups() {
    return watchedGroups;
  }
}

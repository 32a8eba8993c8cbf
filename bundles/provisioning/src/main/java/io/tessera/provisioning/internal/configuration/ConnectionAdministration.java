package io.tessera.provisioning.internal.configuration;

import io.tessera.crypto.SecretBox;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.internal.delivery.Connectors;
import io.tessera.provisioning.internal.delivery.DeadOperations;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of connector types, identity providers and targets. */
@Component(service = Connections.class)
public final class ConnectionAdministration implements Connections {
  private static final int MOST_VERSIONS = 100;

  private final LiveConfiguration configuration;
  private final ConnectorTypeCatalog catalog;
  private final VisibleConnections visible;
  private final IdentityProviderWrites providers;
  private final TargetWrites targets;
  private final TargetStatuses statuses;
  private final ConnectionCheck check;

  @Activate
  public ConnectionAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "log") DeliveryLog log,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "catalog") ConnectorTypeCatalog catalog,
      @Reference(name = "connectors") Connectors connectors,
      @Reference(name = "dispatcher") Dispatcher dispatcher,
      @Reference(name = "box") SecretBox box) {
    this.configuration = configuration;
    this.catalog = catalog;
    this.visible = new VisibleConnections(configuration);
    ConfigurationWrites writes = new ConfigurationWrites(store, configuration);
    StoredSecrets secrets = new StoredSecrets(box);
    DeadOperations dead = new DeadOperations(log);
    this.providers = new IdentityProviderWrites(writes, configuration, visible, secrets);
    this.targets =
        new TargetWrites(
            writes,
            visible,
            secrets,
            new TargetPlan(configuration, catalog, dispatcher::describe),
            id -> tryAgain(id, dead, doorbell));
    this.statuses = new TargetStatuses(lanes, catalog, connectors, dispatcher);
    this.check = new ConnectionCheck(connectors, dispatcher, statuses);
  }

  /** What could not be delivered may be, now that the target has other settings. */
  private static void tryAgain(UUID target, DeadOperations dead, Doorbell doorbell) {
    if (dead.retry(target) > 0) {
      doorbell.ring();
    }
  }

  @Override
  public List<ConnectorType> connectorTypes() {
    return catalog.all();
  }

  @Override
  public Optional<ConnectorType> connectorType(String id) {
    return catalog.find(id);
  }

  @Override
  public List<IdentityProvider> identityProviders(Caller caller) {
    return visible.providers(caller);
  }

  @Override
  public Optional<IdentityProvider> identityProvider(Caller caller, UUID id) {
    return visible.provider(caller, id);
  }

  @Override
  public List<PastProvider> identityProviderVersions(Caller caller, UUID id) {
    return configuration.historyOfProvider(
        visible.existingProvider(caller, id).id(), MOST_VERSIONS);
  }

  @Override
  public IdentityProvider createIdentityProvider(Caller caller, IdentityProvider.Draft draft) {
    return providers.create(caller, draft);
  }

  @Override
  public IdentityProvider replaceIdentityProvider(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft) {
    return providers.replace(caller, id, expectedVersion, draft);
  }

  @Override
  public void deleteIdentityProvider(Caller caller, UUID id, long expectedVersion) {
    providers.delete(caller, id, expectedVersion);
  }

  @Override
  public List<Target> targets(Caller caller) {
    return visible.targets(caller).stream().map(TargetConfiguration::target).toList();
  }

  @Override
  public Optional<Target> target(Caller caller, UUID id) {
    return visible.target(caller, id).map(TargetConfiguration::target);
  }

  @Override
  public Target createTarget(Caller caller, Target.Draft draft) {
    return targets.create(caller, draft);
  }

  @Override
  public Target replaceTarget(Caller caller, UUID id, long expectedVersion, Target.Draft draft) {
    return targets.replace(caller, id, expectedVersion, draft);
  }

  @Override
  public void deleteTarget(Caller caller, UUID id, long expectedVersion) {
    targets.delete(caller, id, expectedVersion);
  }

  @Override
  public TargetStatus status(Caller caller, UUID id) {
    return statuses.of(visible.existingTarget(caller, id));
  }

  @Override
  public Map<UUID, TargetStatus> statuses(Caller caller) {
    return statuses.of(visible.targets(caller));
  }

  @Override
  public List<TestStep> test(Caller caller, UUID id) {
    return check.of(visible.existingTarget(caller, id));
  }
}

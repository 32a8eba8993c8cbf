package io.tessera.provisioning.internal.configuration;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.Connections.PastProvider;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.provisioning.internal.roles.RoleIndex;
import io.tessera.provisioning.internal.rules.Guards;
import io.tessera.provisioning.internal.rules.RuleEngines;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. Kept in memory under its version, which every write compares with the
 * database's, so that no node decides by what another has changed.
 */
@Component(service = LiveConfiguration.class)
public final class LiveConfiguration {
  private static final long RECENT_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

  private final Store store;
  private final ExpressionEngine expressions;
  private final RuleEngines engines;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot held = Snapshot.nothing();
  private volatile long refreshed = System.nanoTime() - RECENT_NANOS;

  @Activate
  public LiveConfiguration(
      @Reference(name = "store") Store store,
      @Reference(name = "expressions") ExpressionEngine expressions,
      @Reference(name = "engines") RuleEngines engines) {
    this.store = store;
    this.expressions = expressions;
    this.engines = engines;
  }

  /** Without languages for policies. */
  public LiveConfiguration(Store store, ExpressionEngine expressions) {
    this(store, expressions, RuleEngines.by(Clock.systemUTC()));
  }

  /**
   * Compiles a policy map that is to be used.
   *
   * @param target the name of the target it is for
   * @throws io.tessera.model.RejectedException naming each row at fault
   */
  public CompiledPolicyMap compiled(PolicyMap map, String target) {
    return CompiledPolicyMap.of(
        new RoleEntitlements(target).in(map), refresh()::schema, expressions);
  }

  /**
   * A policy map as a target would use it: what its identity provider lets through.
   *
   * @throws io.tessera.model.RejectedException naming each row at fault
   */
  public CompiledPolicyMap drafted(PolicyMap map, Target target) {
    CompiledPolicyMap whole = compiled(map, target.name());
    Snapshot snapshot = refresh();
    return snapshot
        .identityProvider(target.identityProvider())
        .map(provider -> inForce(map, target.name(), provider, snapshot::schema))
        .orElse(whole);
  }

  /** Versions of a target's document, newest first. */
  public List<Configurations.Past> historyOf(UUID target, int limit) {
    return store.<List<Configurations.Past>>read(
        tx -> tx.configurations().history(ConfigurationDocuments.TARGET, target, limit));
  }

  /** What an identity provider has been, newest first. */
  List<PastProvider> historyOfProvider(UUID provider, int limit) {
    List<Configurations.Past> all =
        store.<List<Configurations.Past>>read(
            tx -> tx.configurations().history(IdentityProviderDocument.KIND, provider, limit));
    return all.stream()
        .map(
            past ->
                new PastProvider(past.at(), past.who(), IdentityProviderDocument.read(past.item())))
        .toList();
  }

  /** The policy map in a target's document. */
  public static PolicyMap policyMapOf(Item target) {
    return PolicyMapDocument.read(target.document().complex("policyMap"));
  }

  /** The configuration this transaction sees. */
  public Snapshot in(Transaction transaction) {
    Configurations configurations = transaction.configurations();
    long present = configurations.version();
    Snapshot snapshot = held;
    if (snapshot.version() == present) {
      return snapshot;
    }
    return load(configurations, present);
  }

  /** The present configuration, read outside of any transaction. Tells listeners of a new one. */
  public Snapshot refresh() {
    Snapshot before = held;
    long asked = System.nanoTime();
    Snapshot now = store.read(this::in);
    refreshed = asked;
    if (now.version() > before.version()) {
      held = now;
      listeners.forEach(Runnable::run);
    }
    return now;
  }

  /** The configuration as it was two seconds ago or later; costs a query now and then. */
  public Snapshot recent() {
    return System.nanoTime() - refreshed < RECENT_NANOS ? held : refresh();
  }

  /** What was seen last; for decisions that a moment's delay does not harm. */
  public Snapshot held() {
    return held;
  }

  /**
   * A user store by its exact name. What is not known is looked up once more, because another node
   * may just have created it.
   */
  public Optional<UserStore> userStore(String name) {
    Optional<UserStore> known = held.userStore(name);
    return known.isPresent() ? known : refresh().userStore(name);
  }

  /**
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code domain} when there is no
   *     such user store
   */
  public void requireDomain(String name) {
    if (held.userStore(name).isEmpty()) {
      refresh().requireDomain(name);
    }
  }

  /** Calls the listener, on the thread that notices, whenever the configuration has changed. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  private Snapshot load(Configurations configurations, long version) {
    Map<UUID, IdentityProvider> providers = new HashMap<>();
    for (Item item : configurations.items(IdentityProviderDocument.KIND)) {
      providers.put(item.id(), IdentityProviderDocument.read(item));
    }
    ConfiguredSchemas schemas = ConfiguredSchemas.load(configurations);
    List<TargetConfiguration> targets =
        configurations.items(ConfigurationDocuments.TARGET).stream()
            .flatMap(item -> target(item, providers, schemas).stream())
            .toList();
    List<UserStore> userStores =
        configurations.items(ConfigurationDocuments.USER_STORE).stream()
            .map(ConfigurationDocuments::userStore)
            .toList();
    return new Snapshot(
        version,
        List.copyOf(providers.values()),
        targets,
        userStores,
        schemas,
        ServiceProviderIndex.load(configurations),
        RoleIndex.load(configurations, expressions, schemas.type(ResourceType.USER)),
        new Guards(
            configurations.items(RuleDocument.KIND).stream().map(RuleDocument::read).toList(),
            expressions,
            engines));
  }

  /** Empty where its identity provider is gone, so that all else can be used and repaired. */
  private Optional<TargetConfiguration> target(
      Item item, Map<UUID, IdentityProvider> providers, ConfiguredSchemas schemas) {
    IdentityProvider provider = providers.get(ConfigurationDocuments.identityProviderOf(item));
    if (provider == null) {
      LOG.error("target {} has no identity provider and is left out", item.name());
      return Optional.empty();
    }
    var target = ConfigurationDocuments.target(item, provider.name());
    return Optional.of(
        new TargetConfiguration(
            target,
            ConfigurationDocuments.secretsOf(item),
            inForce(target.policyMap(), target.name(), provider, schemas::type),
            target.enabled() && provider.enabled(),
            Set.copyOf(provider.accounts().provisioningRoles())));
  }

  private CompiledPolicyMap inForce(
      PolicyMap map,
      String target,
      IdentityProvider provider,
      Function<ResourceType, ResourceSchema> schemas) {
    return CompiledPolicyMap.lenient(
        new ProvisionedAttributes(provider.accounts().attributes())
            .of(new RoleEntitlements(target).in(map)),
        schemas,
        expressions);
  }
}

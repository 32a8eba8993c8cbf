package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.FORBIDDEN;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.requireVersion;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.Testable;
import io.tessera.crypto.SecretBox;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.delivery.Connectors;
import io.tessera.provisioning.internal.delivery.DeadOperations;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.policymap.SchemaCheck;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of connector types, identity providers and targets. */
@Component(service = Connections.class)
public final class ConnectionAdministration implements Connections {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_SECRET = 1024;
  private static final int MOST_VERSIONS = 100;

  private final Lanes lanes;
  private final DeadOperations dead;
  private final Doorbell doorbell;
  private final LiveConfiguration configuration;
  private final ConnectorTypeCatalog catalog;
  private final Connectors connectors;
  private final Dispatcher dispatcher;
  private final SecretBox box;
  private final ConfigurationWrites writes;

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
    this.writes = new ConfigurationWrites(store, configuration);
    this.lanes = lanes;
    this.dead = new DeadOperations(log);
    this.doorbell = doorbell;
    this.configuration = configuration;
    this.catalog = catalog;
    this.connectors = connectors;
    this.dispatcher = dispatcher;
    this.box = box;
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
    Snapshot present = configuration.refresh();
    return present.identityProviders().stream().filter(p -> sees(caller, p, present)).toList();
  }

  @Override
  public Optional<IdentityProvider> identityProvider(Caller caller, UUID id) {
    Snapshot present = configuration.refresh();
    return present.identityProvider(id).filter(found -> sees(caller, found, present));
  }

  private static boolean sees(Caller caller, IdentityProvider provider, Snapshot present) {
    return caller.targets().limit().isEmpty()
        || present.targets().stream()
            .map(TargetConfiguration::target)
            .filter(target -> target.identityProvider().equals(provider.name()))
            .anyMatch(target -> caller.targets().sees(target.id()));
  }

  @Override
  public List<PastProvider> identityProviderVersions(Caller caller, UUID id) {
    IdentityProvider present =
        identityProvider(caller, id).orElseThrow(() -> notFound("identity provider"));
    return configuration.historyOfProvider(present.id(), MOST_VERSIONS);
  }

  @Override
  public IdentityProvider createIdentityProvider(Caller caller, IdentityProvider.Draft draft) {
    return put(caller, IdentityProvider.of(UUID.randomUUID(), draft, false, 1), draft, false);
  }

  @Override
  public IdentityProvider replaceIdentityProvider(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft) {
    IdentityProvider present =
        identityProvider(caller, id).orElseThrow(() -> notFound("identity provider"));
    requireVersion(present.version(), expectedVersion);
    return put(
        caller,
        IdentityProvider.of(id, draft, present.clientSecretSet(), expectedVersion + 1),
        draft,
        present.clientSecretSet());
  }

  private IdentityProvider put(
      Caller caller, IdentityProvider provider, IdentityProvider.Draft draft, boolean hadSecret) {
    IdentityProviderCheck.of(provider, configuration.refresh());
    if (draft.clientSecretIfAny().filter(s -> s.reveal().length() > MAX_SECRET).isPresent()) {
      throw invalid(
          "signIn.oidc.clientSecret", "at most " + MAX_SECRET + " characters are expected.");
    }
    boolean secretsChanged =
        draft.clientSecretIfAny().isPresent() || hadSecret && !provider.clientSecretSet();
    write(
        caller,
        c -> {
          c.put(
              IdentityProviderDocument.item(provider),
              Records.origin(caller),
              secretsChanged ? List.of("clientSecret") : List.of());
          String reference = SecretResolver.clientSecretOf(provider.id());
          if (!provider.clientSecretSet()) {
            c.removeSecret(reference);
          } else {
            draft.clientSecretIfAny().ifPresent(given -> seal(c, reference, given.reveal()));
          }
        });
    return provider;
  }

  @Override
  public void deleteIdentityProvider(Caller caller, UUID id, long expectedVersion) {
    IdentityProvider present =
        identityProvider(caller, id).orElseThrow(() -> notFound("identity provider"));
    requireVersion(present.version(), expectedVersion);
    writes.write(
        caller,
        tx -> {
          Configurations c = tx.configurations();
          c.lock();
          boolean used =
              c.items(ConfigurationDocuments.TARGET).stream()
                  .anyMatch(t -> ConfigurationDocuments.identityProviderOf(t).equals(id));
          if (used) {
            throw RejectedException.of(
                CONFLICT, "The identity provider has targets; delete them first.");
          }
          c.remove(IdentityProviderDocument.KIND, id, expectedVersion, Records.origin(caller));
          c.removeSecret(SecretResolver.clientSecretOf(id));
          tx.federatedLinks().forgetProvider(id);
        });
  }

  @Override
  public List<Target> targets(Caller caller) {
    return configuration.refresh().targets().stream()
        .map(TargetConfiguration::target)
        .filter(target -> caller.targets().sees(target.id()))
        .toList();
  }

  @Override
  public Optional<Target> target(Caller caller, UUID id) {
    return configuration
        .refresh()
        .target(id)
        .map(TargetConfiguration::target)
        .filter(target -> caller.targets().sees(target.id()));
  }

  @Override
  public Target createTarget(Caller caller, Target.Draft draft) {
    requireUnlimited(caller);
    return putTarget(caller, UUID.randomUUID(), 1, draft, Optional.empty());
  }

  @Override
  public Target replaceTarget(Caller caller, UUID id, long expectedVersion, Target.Draft draft) {
    TargetConfiguration present = existing(caller, id);
    if (!draft.identityProvider().equals(present.target().identityProvider())) {
      requireUnlimited(caller);
    }
    requireVersion(present.target().version(), expectedVersion);
    Target changed = putTarget(caller, id, expectedVersion + 1, draft, Optional.of(present));
    if (!caller.trial() && dead.retry(id) > 0) {
      doorbell.ring();
    }
    return changed;
  }

  private Target putTarget(
      Caller caller,
      UUID id,
      long version,
      Target.Draft draft,
      Optional<TargetConfiguration> present) {
    IdentityProvider provider =
        configuration
            .refresh()
            .identityProvider(draft.identityProvider())
            .orElseThrow(
                () ->
                    invalid(
                        "identityProvider",
                        "there is no identity provider \"" + draft.identityProvider() + "\"."));
    ConnectorType type =
        catalog
            .find(draft.connectorType())
            .orElseThrow(
                () ->
                    invalid(
                        "connectorType",
                        "no started bundle offers \"" + draft.connectorType() + "\"."));
    boolean sameType =
        present.filter(p -> p.target().connectorType().equals(type.id())).isPresent();
    Map<String, String> references =
        sameType ? present.map(TargetConfiguration::secrets).orElse(Map.of()) : Map.of();
    TargetSettings settings = TargetSettings.check(type, draft.settings(), references.keySet());
    PolicyMap map =
        draft
            .policyMapIfAny()
            .or(() -> sameType ? present.map(p -> p.target().policyMap()) : Optional.empty())
            .orElseGet(() -> catalog.defaultMap(type.id()));
    configuration.compiled(map, draft.name());
    if (sameType) {
      present.filter(p -> !p.target().policyMap().equals(map)).ifPresent(p -> compare(p, map));
    }
    DeliverySettings delivery =
        draft
            .deliveryIfAny()
            .or(() -> present.map(p -> p.target().delivery()))
            .orElse(DeliverySettings.DEFAULT);
    DeliveryCheck.of(delivery, draft.name(), configuration.refresh());
    Map<String, String> kept = new HashMap<>(references);
    draft
        .settings()
        .forEach(
            (name, value) -> {
              if (value.isNone()) {
                kept.remove(name);
              }
            });
    settings.secrets().keySet().forEach(s -> kept.put(s, id + "/" + s + "/" + version));
    if (delivery.passwords() == DeliverySettings.Passwords.DEFAULT
        && !kept.containsKey(ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME)) {
      throw invalid(
          "delivery.passwords",
          "default needs the setting " + ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME + ".");
    }
    Target target =
        new Target(
            id,
            checkedName(draft.name()),
            provider.name(),
            type.id(),
            draft.enabled(),
            settings.open(),
            kept.keySet(),
            map,
            delivery,
            version);
    Set<String> secretsChanged = new HashSet<>(references.keySet());
    secretsChanged.removeAll(kept.keySet());
    secretsChanged.addAll(settings.secrets().keySet());
    write(
        caller,
        c -> {
          c.lock();
          if (c.item(IdentityProviderDocument.KIND, provider.id()).isEmpty()) {
            throw invalid("identityProvider", "it was deleted just now.");
          }
          c.put(
              ConfigurationDocuments.item(target, provider.id(), kept),
              Records.origin(caller),
              secretsChanged);
          present
              .map(p -> p.target().name())
              .filter(before -> !before.equals(target.name()))
              .ifPresent(
                  before ->
                      new TargetReferences(c)
                          .rename(before, target.name(), Records.origin(caller)));
          settings.secrets().forEach((name, clear) -> seal(c, kept.getOrDefault(name, ""), clear));
          Set<String> replaced = new HashSet<>(references.values());
          replaced.removeAll(kept.values());
          replaced.forEach(c::removeSecret);
        });
    return target;
  }

  /** With what the target has, as far as it can be asked just now. */
  private void compare(TargetConfiguration present, PolicyMap map) {
    List<Problem> problems =
        SchemaCheck.of(map, type -> dispatcher.describe(present, type)).problems();
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private void seal(Configurations configurations, String reference, String clear) {
    configurations.putSecret(
        reference,
        box.seal(clear.getBytes(StandardCharsets.UTF_8), SecretResolver.context(reference)));
  }

  @Override
  public void deleteTarget(Caller caller, UUID id, long expectedVersion) {
    TargetConfiguration present = existing(caller, id);
    requireUnlimited(caller);
    requireVersion(present.target().version(), expectedVersion);
    write(
        caller,
        c -> {
          c.lock();
          new TargetReferences(c).requireNone(id, present.target().name());
          c.remove(ConfigurationDocuments.TARGET, id, expectedVersion, Records.origin(caller));
          c.forgetTarget(id);
          present.secrets().values().forEach(c::removeSecret);
        });
  }

  @Override
  public TargetStatus status(Caller caller, UUID id) {
    return status(existing(caller, id), lanes.counts());
  }

  @Override
  public Map<UUID, TargetStatus> statuses(Caller caller) {
    Map<UUID, Lanes.Counts> counts = lanes.counts();
    Map<UUID, TargetStatus> statuses = new HashMap<>();
    for (TargetConfiguration target : configuration.refresh().targets()) {
      if (caller.targets().sees(target.target().id())) {
        statuses.put(target.target().id(), status(target, counts));
      }
    }
    return statuses;
  }

  private TargetStatus status(TargetConfiguration target, Map<UUID, Lanes.Counts> all) {
    UUID id = target.target().id();
    Lanes.Counts counts = all.getOrDefault(id, new Lanes.Counts(0, 0, 0));
    TargetStatus.State state = state(target);
    String detail =
        (detail(target, state) + " " + connectors.remark(id) + " " + held(counts)).strip();
    return new TargetStatus(
        state,
        detail,
        counts.waiting(),
        counts.dead(),
        counts.held(),
        dispatcher.abilities(target));
  }

  private static String held(Lanes.Counts counts) {
    return counts.held() == 0
        ? ""
        : counts.held() + " removals wait for a person to allow or reject their batch.";
  }

  private TargetStatus.State state(TargetConfiguration target) {
    UUID id = target.target().id();
    if (!target.active()) {
      return TargetStatus.State.DISABLED;
    }
    if (target.target().delivery().maintenance()) {
      return TargetStatus.State.MAINTENANCE;
    }
    if (!connectors.has(id)) {
      return TargetStatus.State.ABSENT;
    }
    Dispatcher.Condition condition = dispatcher.condition(target);
    if (condition.quarantined()) {
      return TargetStatus.State.QUARANTINED;
    }
    return condition.troubled() ? TargetStatus.State.TROUBLED : TargetStatus.State.ACTIVE;
  }

  private String detail(TargetConfiguration target, TargetStatus.State state) {
    return switch (state) {
      case ACTIVE, TROUBLED, QUARANTINED -> dispatcher.condition(target).detail();
      case MAINTENANCE -> "In maintenance: changes queue up and are sent when it ends.";
      case DISABLED -> "Switched off; changes made now are not sent later.";
      case ABSENT -> absence(target);
    };
  }

  private String absence(TargetConfiguration target) {
    String type = target.target().connectorType();
    if (catalog.find(type).isEmpty()) {
      return "No started bundle offers " + type + "; deploy it.";
    }
    String failure = catalog.failureOf(type, target.target().id().toString());
    return failure.isEmpty() ? "The connector is starting." : failure;
  }

  @Override
  public List<TestStep> test(Caller caller, UUID id) {
    TargetConfiguration target = existing(caller, id);
    Optional<List<Testable.Step>> steps = dispatcher.test(target);
    if (steps.isPresent()) {
      return Stream.concat(
              steps.get().stream().map(s -> new TestStep(s.name(), s.passed(), s.detail())),
              testedMap(target).stream())
          .toList();
    }
    TargetStatus.State state = state(target);
    boolean here = connectors.has(id);
    return List.of(
        new TestStep(
            "connector",
            here,
            here ? "It is here; its type offers no further test." : detail(target, state)));
  }

  /** Whether the target has what its policy map gives it; nothing when it cannot tell. */
  private Optional<TestStep> testedMap(TargetConfiguration target) {
    List<Description> told = new ArrayList<>();
    SchemaCheck check =
        SchemaCheck.of(
            target.target().policyMap(),
            type -> {
              Optional<Description> description = dispatcher.describe(target, type);
              description.ifPresent(told::add);
              return description;
            });
    if (told.isEmpty()) {
      return Optional.empty();
    }
    String detail =
        Stream.concat(check.problems().stream().map(Problem::detail), check.remarks().stream())
            .collect(Collectors.joining(" "));
    return Optional.of(
        new TestStep(
            "compare the policy map",
            check.problems().isEmpty(),
            detail.isEmpty() ? "The target has all attributes." : detail));
  }

  private void write(Caller caller, Consumer<Configurations> work) {
    writes.write(caller, tx -> work.accept(tx.configurations()));
  }

  private TargetConfiguration existing(Caller caller, UUID id) {
    return configuration
        .refresh()
        .target(id)
        .filter(found -> caller.targets().sees(id))
        .orElseThrow(() -> notFound("target"));
  }

  private static void requireUnlimited(Caller caller) {
    if (caller.targets().limit().isPresent()) {
      throw RejectedException.of(
          FORBIDDEN, "Only who administers all targets makes, moves and deletes them.");
    }
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    return name;
  }
}
